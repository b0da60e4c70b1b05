/** Every trace with all its fields: the accessible way to everything the picture and timeline do. */
import { BoxSelect, Plus, Sparkles, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { CategoryChip } from "@/canvas/CategoryChip";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { rove } from "@/lib/roving";
import { categoryOf } from "@/store/categories";
import { canEdit } from "@/store/editor";
import { VeilToggles } from "@/timeline/VeilToggles";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { addInMiddle } from "./commands/marking";
import { reveal } from "./commands/traces";
import { drawBox } from "./commands/viewing";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";
import { useTimelineLabels } from "./keys/timeline-labels";
import { boxSaid, spanSaid } from "./said";
import { TraceForm } from "./TraceForm";
import { useProblems } from "./useProblems";
import { useRestingFrame } from "./useRestingFrame";

const NEAREST: ScrollIntoViewOptions = { block: "nearest" };

export const TraceList = () => {
  const desk = useDesk();
  const traces = useEditor((state) => state.history.document.traces);
  const selected = useEditor((state) => state.selected);
  const isLocked = useEditor((state) => !canEdit(state));
  const labels = useTimelineLabels();
  const isAnySelected = traces.some(({ id }) => id === selected);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // A trace that is selected on the picture or the timeline comes into sight here.
    if (selected) list.current?.querySelector("[data-selected=true]")?.scrollIntoView(NEAREST);
  }, [selected]);
  return (
    <section aria-label={m.editor_traces()} className="flex flex-col">
      <header className="flex items-center justify-between gap-2 px-4 pt-3 pb-2">
        <h2 className="text-13 font-semibold">
          {m.editor_traces()} <span className="numeric text-muted">{traces.length}</span>
        </h2>
        <span className="flex flex-wrap justify-end gap-2">
          <Button size="dense" icon={Plus} isDisabled={isLocked} onPress={() => drawBox(desk)}>
            {m.editor_add_trace()} <BoundKey of="draw" />
          </Button>
          <IconButton
            size="dense"
            icon={BoxSelect}
            label={m.editor_add_middle_said()}
            isDisabled={isLocked}
            onPress={() => addInMiddle(desk)}
          />
        </span>
      </header>
      {traces.length === 0 && (
        <p className="px-4 pb-4 text-13 text-muted">{m.editor_traces_empty()}</p>
      )}
      <ol ref={list} data-roving="" className="flex flex-col">
        {traces.map((trace, index) => (
          <li
            key={trace.id}
            data-selected={trace.id === selected}
            className={cx(
              // Far out of sight, a row costs nothing: the stage repaints with every frame.
              "border-t border-line [content-visibility:auto] [contain-intrinsic-size:auto_58px] last:border-b",
              trace.id === selected && "bg-raised shadow-[inset_3px_0_0_var(--accent)]",
            )}
          >
            <TraceRow
              trace={trace}
              index={index}
              isSelected={trace.id === selected}
              isStop={trace.id === selected || (!isAnySelected && index === 0)}
              onPress={() =>
                trace.id === selected ? desk.editor.select(null) : reveal(desk, trace)
              }
            />
            {trace.id === selected && (
              <>
                {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form. */}
                <div
                  role="group"
                  aria-label={m.editor_veil()}
                  className="flex justify-end gap-1 px-4"
                >
                  <VeilToggles editor={desk.editor} id={trace.id} labels={labels} />
                </div>
                <TraceForm trace={trace} />
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

interface TraceRowProps {
  readonly trace: Trace;
  readonly index: number;
  readonly isSelected: boolean;
  /** Whether Tab stops here; the arrows go on to the others. */
  readonly isStop: boolean;
  readonly onPress: () => void;
}

const TraceRow = ({ trace, index, isSelected, isStop, onPress }: TraceRowProps) => {
  const problems = useProblems().filter((problem) => problem.trace === trace.id);
  const name = categoryOf(trace.category).name();
  return (
    <button
      type="button"
      aria-expanded={isSelected}
      data-rove=""
      tabIndex={isStop ? 0 : -1}
      onKeyDown={rove}
      onClick={onPress}
      className="grid w-full cursor-pointer grid-cols-[auto_1fr_auto] items-center gap-x-2.5 px-4 py-2.5 text-left hover:bg-hover"
    >
      <CategoryChip category={trace.category} />
      <span className="min-w-0 truncate text-13 font-medium">
        <span className="sr-only">{index + 1}. </span>
        {name}
        <span className="sr-only">, {spanSaid(trace)}</span>
        {isSelected && <BoxSaid trace={trace} />}
      </span>
      <span className="numeric flex items-center gap-1.5 text-12 text-muted">
        {trace.origin.kind === "suggestion" && (
          <Sparkles
            size={14}
            aria-label={
              trace.origin.edited ? m.editor_from_suggestion_edited() : m.editor_from_suggestion()
            }
          />
        )}
        {problems.length > 0 && (
          <TriangleAlert
            size={14}
            className="text-warn"
            aria-label={m.editor_trace_incomplete({ count: problems.length })}
          />
        )}
        <span aria-hidden="true">
          {trace.span[0]}–{trace.span[1] - 1}
        </span>
      </span>
      {!isSelected && trace.explanation.text !== "" && (
        <span
          lang={trace.explanation.lang}
          className="col-start-2 col-end-4 truncate text-12 text-muted"
        >
          {trace.explanation.text}
        </span>
      )}
    </button>
  );
};

/** Where the selected box is at the frame on screen; playing would only make it flicker. */
const BoxSaid = ({ trace }: { readonly trace: Trace }) => {
  const { bench } = useDesk();
  const frame = useRestingFrame();
  const { width, height } = bench.options.task.video;
  if (frame === null) return null;
  const size = { width: width ?? 1, height: height ?? 1 };
  return <span className="sr-only">, {boxSaid(trace, frame, size)}</span>;
};
