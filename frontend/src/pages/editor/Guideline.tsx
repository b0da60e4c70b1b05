/** The project's guideline and what the nine categories mean. */
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { LOOKS } from "@/store/categories";
import { Sheet } from "@/ui/Dialog";
import { Markdown } from "@/ui/Markdown";
import { useDesk } from "./context";

interface GuidelineProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const Guideline = ({ isOpen, onClose }: GuidelineProps) => {
  const { guideline } = useDesk().bench.options.project;
  return (
    <Sheet title={m.editor_guideline()} isOpen={isOpen} onClose={onClose}>
      {guideline.trim() ? (
        <Markdown text={guideline} />
      ) : (
        <p className="text-14 text-muted">{m.editor_guideline_none()}</p>
      )}
      <h3 className="pt-2 text-14 font-semibold">{m.editor_categories()}</h3>
      <dl className="flex flex-col gap-3">
        {LOOKS.map(({ slug, name, meaning }) => (
          <div key={slug} className="grid grid-cols-[auto_1fr] gap-x-3">
            <dt className="contents">
              <CategoryChip category={slug} />
              <span className="text-14 font-medium">{name()}</span>
            </dt>
            <dd className="col-start-2 text-13 text-muted">{meaning()}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
};
