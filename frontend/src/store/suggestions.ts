/**
 * What a model suggests for the open clip. A suggestion is no part of the document until a person
 * accepts it: then a trace with its origin is added by an ordinary edit, which undo takes back.
 */
import type { Bin, Prediction } from "@/api/types";
import { type Document, parse, type Trace } from "@/domain/document";
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

/** Neither in the document nor rejected; in the order in which they begin. */
export const undecided = (
  document: Document,
  suggestions: readonly Suggestion[],
  rejected: readonly string[],
): readonly Suggestion[] =>
  suggestions
    .filter(({ id }) => !rejected.includes(id))
    .filter((each) => !document.traces.some((trace) => cameFrom(trace, each)))
    .sort((a, b) => a.trace.span[0] - b.trace.span[0]);

export const undecidedOf = (state: EditorState): readonly Suggestion[] =>
  undecided(state.history.document, state.suggestions, state.rejected);

/** The suggestion in focus, while it is undecided. */
export const aimedOf = (state: EditorState): Suggestion | null =>
  undecidedOf(state).find(({ id }) => id === state.aimed) ?? null;

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
