/** The name of a lane: number, category and length; pressing it selects the trace. */

import { CategoryChip } from "@/canvas/CategoryChip";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";

interface LaneTitleProps {
  readonly trace: Trace;
  readonly number: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

export const LaneTitle = ({ trace, number, isSelected, onSelect }: LaneTitleProps) => (
  <button
    type="button"
    aria-pressed={isSelected}
    onClick={onSelect}
    // The list of traces is the keyboard's way to select; Tab goes on to the sliders.
    tabIndex={-1}
    className="flex min-w-0 cursor-pointer items-center gap-2 border-r border-line px-3 text-left text-13 hover:bg-hover"
  >
    <CategoryChip category={trace.category} />
    <span className="sr-only">{m.editor_trace_number({ number })}</span>
    <span className="truncate">{categoryOf(trace.category).name()}</span>
  </button>
);
