/** The project's guideline and what the nine categories mean. */
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { RuleDrawing } from "@/pages/guideline/RuleDrawing";
import { RuleText } from "@/pages/guideline/RuleText";
import { LOOKS } from "@/store/categories";
import { buttonClass } from "@/ui/Button";
import { Sheet } from "@/ui/Dialog";
import { Markdown } from "@/ui/Markdown";
import { useDesk } from "./context";

interface GuidelineProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const Guideline = ({ isOpen, onClose }: GuidelineProps) => {
  const { guideline, slug } = useDesk().bench.options.project;
  return (
    <Sheet
      title={m.editor_guideline()}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Link
          to="/p/$project/guideline"
          params={{ project: slug }}
          target="_blank"
          className={buttonClass()}
        >
          <ExternalLink aria-hidden size={16} /> {m.rules_open_page()}
        </Link>
      }
    >
      {guideline.trim() ? (
        <Markdown text={guideline} />
      ) : (
        <p className="text-14 text-muted">{m.editor_guideline_none()}</p>
      )}
      <h3 className="pt-2 text-14 font-semibold">{m.editor_categories()}</h3>
      {LOOKS.map(({ slug: category, name }) =>
        category ? (
          <section key={category} className="flex flex-col gap-2.5">
            <h4 className="flex items-center gap-2 text-14 font-medium">
              <CategoryChip category={category} /> {name()}
            </h4>
            <RuleDrawing category={category} />
            <RuleText category={category} />
          </section>
        ) : null,
      )}
    </Sheet>
  );
};
