/** The rule of the category in work, beside where it is chosen; shut once it is known by heart. */
import { Link } from "@tanstack/react-router";
import { BookOpen, ChevronDown } from "lucide-react";
import { create } from "zustand";
import type { Category } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { remember } from "@/lib/storage";
import { RuleDrawing } from "@/pages/guideline/RuleDrawing";
import { RuleText } from "@/pages/guideline/RuleText";
import { categoryOf } from "@/store/categories";
import { cx } from "@/ui/cx";
import { useDesk, useEditor } from "./context";

const KEY = "telltale.editor.rule";

const useCard = create<{ readonly isOpen: boolean }>(() => ({
  isOpen: localStorage.getItem(KEY) !== "shut",
}));

const setOpen = (isOpen: boolean): void => {
  remember(KEY, isOpen ? "open" : "shut");
  useCard.setState({ isOpen });
};

export const RuleCard = ({ category }: { readonly category: Category }) => {
  const { project } = useDesk().bench.options;
  const isOpen = useCard((state) => state.isOpen);
  const { code, name } = categoryOf(category);
  return (
    <section aria-label={m.rule_card()} className="rounded-md border border-line bg-sunken">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="focus-ring flex w-full cursor-pointer items-center gap-2 rounded-md px-2.5 py-1.5 text-left text-13 hover:bg-hover"
      >
        <BookOpen aria-hidden size={15} className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate">
          {m.rule_card()}: <span className="font-medium">{name()}</span>
        </span>
        <ChevronDown aria-hidden size={15} className={cx("shrink-0", isOpen && "rotate-180")} />
      </button>
      {isOpen && (
        <div className="flex flex-col gap-2.5 px-2.5 pb-2.5">
          <RuleDrawing category={category} />
          <RuleText category={category} />
          <Link
            to="/p/$project/guideline"
            params={{ project: project.slug }}
            hash={code}
            target="_blank"
            className="self-start text-12 text-accent-text hover:underline"
          >
            {m.rule_more()}
          </Link>
        </div>
      )}
    </section>
  );
};

/** Before there is a trace: of the category that the next box will have. */
export const NextRule = () => {
  const category = useEditor((state) => (state.selected ? null : state.category));
  return category ? (
    <div className="border-b border-line px-4 py-3">
      <RuleCard category={category} />
    </div>
  ) : null;
};
