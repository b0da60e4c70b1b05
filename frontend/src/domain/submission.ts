/** What still stands between a well-formed draft and a submission, each with its place. */
import type { Document, Problem, Trace } from "./document";
import { isInside } from "./geometry";
import { firstBox } from "./track";

export interface SubmissionRules {
  /** Frames of the video. */
  readonly frameCount: number;
  readonly explanation: "required" | "optional";
}

const verdictProblems = ({ verdict, traces }: Document): Problem[] => {
  if (verdict === null) return [{ code: "verdict_missing", path: "verdict" }];
  if (verdict === "real" && traces.length > 0)
    return [{ code: "real_with_traces", path: "verdict" }];
  if (verdict === "fake" && traces.length === 0)
    return [{ code: "fake_without_traces", path: "traces" }];
  return [];
};

const traceProblems = (trace: Trace, path: string, rules: SubmissionRules): Problem[] => {
  const found: Problem[] = [];
  if (trace.category === null) found.push({ code: "category_missing", path: `${path}/category` });
  if (trace.span[1] <= trace.span[0]) found.push({ code: "empty_span", path: `${path}/span` });
  if (trace.span[1] > rules.frameCount) found.push({ code: "span_outside", path: `${path}/span` });
  if (!firstBox(trace.track, trace.span))
    found.push({ code: "box_missing", path: `${path}/track` });
  trace.track.forEach(({ frame, box }, index) => {
    const place = `${path}/track/${index}`;
    if (frame >= rules.frameCount) found.push({ code: "frame_outside", path: `${place}/frame` });
    if (box && !isInside(box)) found.push({ code: "box_outside", path: `${place}/box` });
  });
  if (rules.explanation === "required" && trace.explanation.text.trim() === "")
    found.push({ code: "explanation_missing", path: `${path}/explanation/text` });
  return found;
};

/** Every reason not to take the document. */
export const submissionProblems = (
  document: Document,
  rules: SubmissionRules,
): readonly Problem[] => [
  ...verdictProblems(document),
  ...document.traces.flatMap((trace, index) => traceProblems(trace, `traces/${index}`, rules)),
];
