/** What was probably not meant, though the server takes it: worth one question before submitting. */
import type { Document, Problem, Trace } from "./document";
import { tiou, viou } from "./metrics";
import { spanLength } from "./timeline";

/** Two traces that share more than this of space and time are one flaw, marked twice. */
export const SAME = 0.8;

const isTwin = (a: Trace, b: Trace): boolean =>
  // vIoU is never above tIoU, which costs nothing to ask.
  tiou(a.span, b.span) > SAME && viou(a, b) > SAME;

/** Each trace that repeats an earlier one, whatever its category: one trace can have several. */
const twins = ({ traces }: Document): readonly Problem[] =>
  traces.flatMap((trace, index) => {
    const isRepeated = traces.slice(0, index).some((earlier) => isTwin(earlier, trace));
    return isRepeated ? [{ code: "repeated", path: `traces/${index}/track` }] : [];
  });

/** I and O at one frame: seldom meant in a clip of seconds. */
const flashes = ({ traces }: Document): readonly Problem[] =>
  traces.flatMap((trace, index) =>
    spanLength(trace.span) === 1 ? [{ code: "one_frame", path: `traces/${index}/span` }] : [],
  );

/** Everything worth asking about, in the order of the traces. */
export const doubts = (document: Document): readonly Problem[] => [
  ...twins(document),
  ...flashes(document),
];
