/** The document as JSON, schema 1: what the API carries is what the editor edits, unchanged. */
import type { Category } from "@/domain/taxonomy";

/** x, y, width, height as fractions of the displayed frame, origin top left. */
export type Box = [x: number, y: number, w: number, h: number];

export type Verdict = "fake" | "real" | "unsure";

export interface Keyframe {
  frame: number;
  /** null: absent from this frame until the next keyframe. */
  box: Box | null;
}

export interface Explanation {
  text: string;
  lang: string;
}

export interface Trace {
  id: string;
  category: Category | null;
  also: Category[];
  tags: string[];
  /** The frames `start <= frame < end`. */
  span: [start: number, end: number];
  track: Keyframe[];
  explanation: Explanation;
  origin: { kind: string; [detail: string]: unknown };
}

export interface Document {
  schema: 1;
  verdict: Verdict | null;
  note: string;
  traces: Trace[];
}

/** The box at `frame`: linear between keyframes, held at both ends, null where absent. */
export const boxAt = (track: readonly Keyframe[], frame: number): Box | null => {
  const after = track.findIndex((keyframe) => keyframe.frame > frame);
  const here = track[Math.max((after < 0 ? track.length : after) - 1, 0)];
  if (!here) return null;
  const next = after > 0 ? track[after] : undefined;
  if (!here.box || !next?.box || frame <= here.frame) return here.box;
  const share = (frame - here.frame) / (next.frame - here.frame);
  const [a, b] = [here.box, next.box];
  const at = (index: 0 | 1 | 2 | 3): number => a[index] + (b[index] - a[index]) * share;
  return [at(0), at(1), at(2), at(3)];
};

/** A new trace of a person. */
export const newTrace = (
  fields: Pick<Trace, "category" | "span" | "track"> & { readonly lang: string },
): Trace => ({
  id: crypto.randomUUID(),
  category: fields.category,
  also: [],
  tags: [],
  span: fields.span,
  track: fields.track,
  explanation: { text: "", lang: fields.lang },
  origin: { kind: "human" },
});
