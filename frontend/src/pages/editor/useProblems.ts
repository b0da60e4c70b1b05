/** What stands between the document and its submission, and what looks unmeant, each with its place. */
import { useMemo } from "react";
import type { Document, Problem } from "@/domain/document";
import { doubts } from "@/domain/doubts";
import { submissionProblems } from "@/domain/submission";
import { useDesk, useEditor } from "./context";

export interface PlacedProblem extends Problem {
  /** The id of the trace, or null for the whole document. */
  readonly trace: string | null;
}

export const placed = (problem: Problem, document: Document): PlacedProblem => {
  const index = /^traces\/(\d+)\//.exec(problem.path)?.[1];
  const trace = index === undefined ? undefined : document.traces[Number(index)];
  return { ...problem, trace: trace?.id ?? null };
};

/** What the server would refuse, by the same rules. */
export const useProblems = (): readonly PlacedProblem[] => {
  const { bench, frameCount } = useDesk();
  const document = useEditor((state) => state.history.document);
  const isNeeded = bench.options.project.require_explanation;
  return useMemo(
    () =>
      submissionProblems(document, {
        frameCount,
        explanation: isNeeded ? "required" : "optional",
      }).map((problem) => placed(problem, document)),
    [document, frameCount, isNeeded],
  );
};

/** What the server takes, and a person probably did not mean. */
export const useDoubts = (): readonly PlacedProblem[] => {
  const document = useEditor((state) => state.history.document);
  return useMemo(() => doubts(document).map((problem) => placed(problem, document)), [document]);
};
