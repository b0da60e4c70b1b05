/** What is still missing before the clip can be submitted; each line leads to its place. */
import { ChevronDown, CircleCheck, ListChecks } from "lucide-react";
import { useState } from "react";
import { m } from "@/i18n";
import { cx } from "@/ui/cx";
import { reveal } from "./commands/traces";
import { useDesk, useEditor } from "./context";
import { type PlacedProblem, useProblems } from "./useProblems";

const TEXTS: Readonly<Record<string, () => string>> = {
  verdict_missing: m.editor_problem_verdict_missing,
  real_with_traces: m.editor_problem_real_with_traces,
  fake_without_traces: m.editor_problem_fake_without_traces,
  category_missing: m.editor_problem_category_missing,
  span_outside: m.editor_problem_span_outside,
  box_missing: m.editor_problem_box_missing,
  frame_outside: m.editor_problem_frame_outside,
  box_outside: m.editor_problem_box_outside,
  explanation_missing: m.editor_problem_explanation_missing,
};

export const Missing = () => {
  const problems = useProblems();
  const mayEdit = useEditor((state) => state.mayEdit);
  const [isOpen, setOpen] = useState(false);
  if (!mayEdit) return null;
  if (problems.length === 0)
    return (
      <p className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-13 text-good">
        <CircleCheck aria-hidden size={16} /> {m.editor_ready()}
      </p>
    );
  return (
    <section aria-label={m.editor_missing_title()} className="border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full cursor-pointer items-center gap-2 px-4 py-2.5 text-13 hover:bg-hover"
      >
        <ListChecks aria-hidden size={16} className="text-warn" />
        <span className="flex-1 text-left">{m.editor_missing({ count: problems.length })}</span>
        <ChevronDown aria-hidden size={16} className={cx(!isOpen && "rotate-180")} />
      </button>
      {isOpen && (
        <div className="max-h-48 overflow-y-auto px-2 pb-2">
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
  const desk = useDesk();
  const problems = useProblems();
  const traces = useEditor((state) => state.history.document.traces);
  const go = (problem: PlacedProblem): void => {
    onGo?.();
    const trace = traces.find((each) => each.id === problem.trace);
    if (trace) reveal(desk, trace);
    if (problem.code === "explanation_missing") desk.room.focusExplanation();
    else if (!trace) document.getElementById("verdict")?.querySelector("button")?.focus();
  };
  return (
    <ul className="flex flex-col">
      {problems.map((problem) => {
        const number = traces.findIndex((trace) => trace.id === problem.trace) + 1;
        return (
          <li key={`${problem.code} ${problem.path}`}>
            <button
              type="button"
              onClick={() => go(problem)}
              className="w-full cursor-pointer rounded-sm px-2 py-1.5 text-left text-13 text-muted hover:bg-hover hover:text-text"
            >
              {number > 0 && (
                <span className="font-medium text-text">{m.editor_trace_number({ number })} </span>
              )}
              {TEXTS[problem.code]?.() ?? problem.code}
            </button>
          </li>
        );
      })}
    </ul>
  );
};
