/** The name of a lane: category and toggles; pressing it selects the trace. */

import { CategoryChip } from "@/canvas/CategoryChip";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import type { Editor } from "@/store/editor";
import { type VeilLabels, VeilToggles } from "./VeilToggles";

interface LaneTitleProps {
  readonly editor: Editor;
  readonly trace: Trace;
  readonly number: number;
  readonly isSelected: boolean;
  readonly labels: VeilLabels;
}

export const LaneTitle = ({ editor, trace, number, isSelected, labels }: LaneTitleProps) => (
  <div className="group flex min-w-0 items-center border-r border-line pr-1 hover:bg-hover">
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={() => editor.select(trace.id)}
      // The list of traces is the keyboard's way to select; Tab goes on to the sliders.
      tabIndex={-1}
      className="flex min-w-0 flex-1 cursor-pointer items-center gap-2 self-stretch pl-3 text-left text-13"
    >
      <CategoryChip category={trace.category} />
      <span className="sr-only">{m.editor_trace_number({ number })}</span>
      <span className="truncate">{categoryOf(trace.category).name()}</span>
    </button>
    <VeilToggles editor={editor} id={trace.id} labels={labels} isQuiet />
  </div>
);
