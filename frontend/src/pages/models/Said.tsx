/** What one side said of a clip: its traces with kind, frames and words. */
import { CategoryChip } from "@/canvas/CategoryChip";
import type { Document } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";

interface SaidProps {
  readonly title: string;
  readonly document: Document | null;
  /** How its boxes are drawn on the picture. */
  readonly look: "solid" | "dashed";
}

export const Said = ({ title, document, look }: SaidProps) => (
  <section className="flex flex-col gap-2">
    <h3 className="flex items-center gap-2 text-13 font-medium">
      <svg aria-hidden="true" width="22" height="12" className="text-text">
        <rect
          x="1"
          y="1"
          width="20"
          height="10"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeDasharray={look === "dashed" ? "4 3" : undefined}
        />
      </svg>
      {title}
    </h3>
    {!document || document.traces.length === 0 ? (
      <p className="text-13 text-muted">{m.models_said_nothing()}</p>
    ) : (
      <ul className="flex flex-col gap-2">
        {document.traces.map((trace) => (
          <li key={trace.id} className="flex gap-2">
            <CategoryChip category={trace.category} />
            <span className="flex min-w-0 flex-col">
              <span className="text-13">
                {categoryOf(trace.category).name()}{" "}
                <span className="numeric text-12 text-muted">
                  {trace.span[0]}–{trace.span[1] - 1}
                </span>
              </span>
              {trace.explanation.text && (
                <span lang={trace.explanation.lang} className="text-12 text-muted">
                  {trace.explanation.text}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    )}
  </section>
);
