/**
 * A box followed over frames: what a person placed (keyframes) and what follows from it.
 *
 * Between two keyframes the box moves linearly; before the first and after the last it is held.
 * A keyframe without a box means absent from that frame until the next keyframe: the box before it
 * stays where it was until then, nothing interpolates into absence. Keyframes may lie outside a
 * trace's span: trimming a span must not destroy them, and they still shape the boxes inside it.
 */
import { type Box, between, unionOf } from "./geometry";
import { type Span, spanHolds } from "./timeline";

/** A frame at which somebody placed the box, or said that nothing is there (null). */
export interface Keyframe {
  readonly frame: number;
  readonly box: Box | null;
}

/** Keyframes in strictly increasing order, the first with a box; empty only in a draft. */
export type Track = readonly Keyframe[];

/** The index of the last keyframe at or before `frame`, or -1. */
export const keyframeBefore = (track: Track, frame: number): number => {
  let low = 0;
  let high = track.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((track[middle]?.frame ?? Number.POSITIVE_INFINITY) <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** The box at `frame`; null where it is absent or nothing was placed. */
export const boxAt = (track: Track, frame: number): Box | null => {
  const index = Math.max(keyframeBefore(track, frame), 0);
  const here = track[index];
  const later = track[index + 1];
  if (!here?.box) return null;
  if (frame <= here.frame || !later?.box) return here.box;
  return between(here.box, later.box, (frame - here.frame) / (later.frame - here.frame));
};

/** Movement is linear, so the extremes lie at the span's ends and at its keyframes. */
const turningBoxes = (track: Track, span: Span): readonly Box[] => {
  const inner = track.map(({ frame }) => frame).filter((frame) => spanHolds(span, frame));
  const frames = [span[0], ...inner, span[1] - 1];
  return frames.map((frame) => boxAt(track, frame)).filter((box) => box !== null);
};

/** The earliest box shown in the span, or null if it shows none. */
export const firstBox = (track: Track, span: Span): Box | null =>
  turningBoxes(track, span)[0] ?? null;

/** The smallest box that holds every box shown in the span, or null. */
export const unionBox = (track: Track, span: Span): Box | null => {
  const [first, ...others] = turningBoxes(track, span);
  return first ? others.reduce(unionOf, first) : null;
};
