/**
 * What a model suggests for the open clip. A suggestion is no part of the document until a person
 * accepts it: then a trace with its origin is added by an ordinary edit, which undo takes back.
 */
import type { Bin, Prediction } from "@/api/types";
import { type Document, parse, type Trace } from "@/domain/document";
import { tiou, viou } from "@/domain/metrics";
import type { EditorState } from "./editor";

export interface Suggestion {
  /** Its trace's id in the prediction. */
  readonly id: string;
  readonly prediction: string;
  readonly trace: Trace;
  /** How sure the model is, calibrated. */
  readonly bin: Bin;
}

/** What is read of a prediction; its document is parsed like any that comes from outside. */
type Said = Pick<Prediction, "id" | "bins"> & { readonly document: unknown };

/** The suggestions of a prediction that fit a clip of `frameCount` frames; none if it does not. */
export const suggestionsIn = (
  prediction: Said | null,
  frameCount: number,
): readonly Suggestion[] => {
  if (!prediction) return [];
  const parsed = parse(prediction.document, frameCount);
  if (parsed.kind === "refused" || parsed.document.verdict !== "fake") return [];
  return parsed.document.traces.map((trace, index) => ({
    id: trace.id,
    prediction: String(prediction.id),
    trace,
    bin: prediction.bins[index] ?? "unlikely",
  }));
};

/** The trace that accepting makes. */
export const adopted = ({ id, prediction, trace }: Suggestion, fresh: string): Trace => ({
  ...trace,
  id: fresh,
  origin: { kind: "suggestion", prediction, trace: id, edited: false },
});

const cameFrom = ({ origin }: Trace, { id, prediction }: Suggestion): boolean =>
  origin.kind === "suggestion" && origin.prediction === prediction && origin.trace === id;

/** From so much shared space and time on, a person's own trace says what the model says. */
const AGREES = 0.5;

const says = (trace: Trace, { trace: suggested }: Suggestion): boolean =>
  (trace.category === suggested.category ||
    (suggested.category !== null && trace.also.includes(suggested.category))) &&
  // vIoU is never above tIoU, which costs nothing to ask.
  tiou(trace.span, suggested.span) >= AGREES &&
  viou(trace, suggested) >= AGREES;

const agreements = new WeakMap<Document, [readonly Suggestion[], ReadonlySet<string>]>();

/**
 * Ids of the suggestions that the person's own traces say already: after a blind first pass these
 * ask nothing. Measured once per document, because the picture asks with every frame.
 */
export const agreedIn = (
  document: Document,
  suggestions: readonly Suggestion[],
): ReadonlySet<string> => {
  const known = agreements.get(document);
  if (known?.[0] === suggestions) return known[1];
  const found = suggestions.filter((each) =>
    document.traces.some((trace) => !cameFrom(trace, each) && says(trace, each)),
  );
  const ids = new Set(found.map(({ id }) => id));
  agreements.set(document, [suggestions, ids]);
  return ids;
};

/** Neither in the document, nor said by a trace of it, nor rejected; in the order in which they begin. */
export const undecided = (
  document: Document,
  suggestions: readonly Suggestion[],
  rejected: readonly string[],
): readonly Suggestion[] => {
  const agreed = agreedIn(document, suggestions);
  return suggestions
    .filter(({ id }) => !rejected.includes(id) && !agreed.has(id))
    .filter((each) => !document.traces.some((trace) => cameFrom(trace, each)))
    .sort((a, b) => a.trace.span[0] - b.trace.span[0]);
};

export const undecidedOf = (state: EditorState): readonly Suggestion[] =>
  undecided(state.history.document, state.suggestions, state.rejected);

/** Without those whose confidence the person has filtered out: they stay undecided. */
export const unfiltered = (
  suggestions: readonly Suggestion[],
  hidden: readonly Bin[],
): readonly Suggestion[] =>
  hidden.length === 0 ? suggestions : suggestions.filter(({ bin }) => !hidden.includes(bin));

/** Undecided and not filtered out: what picture, lane, list and keys go by. */
export const shownOf = (state: EditorState): readonly Suggestion[] =>
  unfiltered(undecidedOf(state), state.hiddenBins);

export const BINS: readonly Bin[] = ["likely", "possible", "unlikely"];

/** One step further of: all, without the unlikely, only the likely, all. */
export const nextFilter = (hidden: readonly Bin[]): readonly Bin[] => {
  if (hidden.length === 0) return ["unlikely"];
  return hidden.length === 1 && hidden[0] === "unlikely" ? ["possible", "unlikely"] : [];
};

/** The suggestion in focus, while it is undecided. */
export const aimedOf = (state: EditorState): Suggestion | null =>
  shownOf(state).find(({ id }) => id === state.aimed) ?? null;

/** Rows for the lane: each suggestion in the first row that has room for it. */
export const stacked = (
  suggestions: readonly Suggestion[],
): readonly { readonly suggestion: Suggestion; readonly row: number }[] => {
  const ends: number[] = [];
  return suggestions.map((suggestion) => {
    const [start, end] = suggestion.trace.span;
    const free = ends.findIndex((taken) => taken <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = end;
    return { suggestion, row };
  });
};
