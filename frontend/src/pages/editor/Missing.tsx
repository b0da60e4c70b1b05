/** The submit check: what is still missing, and what looks unmeant; each line leads to its place. */
import { ChevronDown, ChevronRight, CircleCheck, CircleHelp, ListChecks } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { m } from "@/i18n";
import { cx } from "@/ui/cx";
import { useDesk, useEditor } from "./context";
import { goToProblem } from "./go-to-problem";
import { type PlacedProblem, useDoubts, useProblems } from "./useProblems";

const TEXTS: Readonly<Record<string, () => string>> = {
  verdict_missing: m.editor_problem_verdict_missing,
  real_with_traces: m.editor_problem_real_with_traces,
  fake_without_traces: m.editor_problem_fake_without_traces,
  category_missing: m.editor_problem_category_missing,
  empty_span: m.editor_problem_empty_span,
  span_outside: m.editor_problem_span_outside,
  box_missing: m.editor_problem_box_missing,
  frame_outside: m.editor_problem_frame_outside,
  box_outside: m.editor_problem_box_outside,
  explanation_missing: m.editor_problem_explanation_missing,
  repeated: m.editor_doubt_repeated,
  one_frame: m.editor_doubt_one_frame,
};

export const Missing = () => {
  const { isReview } = useDesk();
  const problems = useProblems();
  const doubts = useDoubts();
  const mayEdit = useEditor((state) => state.mayEdit);
  const [isOpen, setOpen] = useState(false);
  if (!mayEdit) return null;
  if (problems.length + doubts.length === 0)
    return (
      <p className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-13 text-good">
        <CircleCheck aria-hidden size={16} />
        {isReview ? m.editor_ready_review() : m.editor_ready()}
      </p>
    );
  const isReady = problems.length === 0;
  const Icon = isReady ? CircleHelp : ListChecks;
  return (
    <section aria-label={m.editor_missing_title()} className="border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full cursor-pointer items-center gap-2 px-4 py-2.5 text-13 hover:bg-hover"
      >
        <Icon aria-hidden size={16} className="text-warn" />
        <span className="flex-1 text-left">
          {isReady
            ? m.editor_ready_doubts({ count: doubts.length })
            : m.editor_missing({ count: problems.length })}
        </span>
        <ChevronDown aria-hidden size={16} className={cx(!isOpen && "rotate-180")} />
      </button>
      {isOpen && (
        <div className="max-h-48 overflow-y-auto px-4 pb-2">
          <MissingList />
        </div>
      )}
    </section>
  );
};

interface MissingListProps {
  /** Called before the view moves to a place. */
  readonly onGo?: () => void;
}

export const MissingList = ({ onGo }: MissingListProps) => {
  const problems = useProblems();
  const doubts = useDoubts();
  const list = useRef<HTMLDivElement>(null);
  const isAsked = onGo !== undefined;
  // Whoever was asked in a dialog wants to go to the first place with one key.
  useLayoutEffect(() => {
    if (isAsked) list.current?.querySelector("button")?.focus();
  }, [isAsked]);
  return (
    <div ref={list} className="-mx-2">
      {problems.length > 0 && <Lines problems={problems} onGo={onGo} />}
      {doubts.length > 0 && (
        <>
          <h3 className="px-2 pt-2 text-12 font-medium text-muted">{m.editor_doubts()}</h3>
          <Lines problems={doubts} onGo={onGo} />
        </>
      )}
    </div>
  );
};

interface LinesProps {
  readonly problems: readonly PlacedProblem[];
  readonly onGo: (() => void) | undefined;
}

const Lines = ({ problems, onGo }: LinesProps) => {
  const desk = useDesk();
  const traces = useEditor((state) => state.history.document.traces);
  return (
    <ul className="flex flex-col">
      {problems.map((problem) => {
        const number = traces.findIndex((trace) => trace.id === problem.trace) + 1;
        return (
          <li key={`${problem.code} ${problem.path}`}>
            <button
              type="button"
              onClick={() => {
                onGo?.();
                goToProblem(desk, problem);
              }}
              className="flex w-full cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-left text-13 text-muted hover:bg-hover hover:text-text"
            >
              <span className="flex-1">
                {number > 0 && (
                  <span className="font-medium text-text">
                    {m.editor_trace_number({ number })}{" "}
                  </span>
                )}
                {TEXTS[problem.code]?.() ?? problem.code}
              </span>
              <ChevronRight aria-hidden size={15} className="shrink-0" />
            </button>
          </li>
        );
      })}
    </ul>
  );
};
