/** What a drag on a lane does to a trace: a start, an end, the whole span, or one keyframe. */
import type { Document, Trace } from "@/domain/document";
import { type Edit, moveKeyframe, setSpan, shift } from "@/store/edits";
import type { Landmark } from "./snap";

export type Grip =
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "body" }
  | { readonly kind: "keyframe"; readonly frame: number };

/** The end or keyframe within `reach` frames of `at`; of two as near, the end. */
export const gripNear = (trace: Trace, at: number, reach: number): Grip | null => {
  const grips: readonly Grip[] = [
    { kind: "start" },
    { kind: "end" },
    ...trace.track.map(({ frame }): Grip => ({ kind: "keyframe", frame })),
  ];
  let best: { readonly grip: Grip; readonly away: number } | null = null;
  for (const grip of grips) {
    // A keyframe's diamond stands in the middle of its frame.
    const away = Math.abs(heldAt(trace, grip) + (grip.kind === "keyframe" ? 0.5 : 0) - at);
    if (away <= reach && (!best || away < best.away)) best = { grip, away };
  }
  return best?.grip ?? null;
};

/** The boundary that a grip holds, in frames. */
export const heldAt = (trace: Trace, grip: Grip): number => {
  if (grip.kind === "end") return trace.span[1];
  return grip.kind === "keyframe" ? grip.frame : trace.span[0];
};

/** The edit that brings the held boundary to `at`; spans keep at least one frame. */
export const dropped = (trace: Trace, grip: Grip, at: number, frameCount: number): Edit => {
  const [start, end] = trace.span;
  switch (grip.kind) {
    case "start":
      return setSpan(trace.id, [Math.min(Math.max(at, 0), end - 1), end]);
    case "end":
      return setSpan(trace.id, [start, Math.max(Math.min(at, frameCount), start + 1)]);
    case "body":
      return shift(trace.id, at - start, frameCount);
    case "keyframe":
      return moveKeyframe(trace.id, grip.frame, Math.min(Math.max(at, 0), frameCount - 1));
  }
};

/** The frame to show while a grip is held at `at`: the last one inside for an end. */
export const shownFor = (grip: Grip, at: number, frameCount: number): number =>
  Math.min(Math.max(grip.kind === "end" ? at - 1 : at, 0), frameCount - 1);

/** What a drag may snap to: playhead, clip, and the edges and keyframes of other traces. */
export const landmarks = (
  document: Document,
  held: string,
  { frame, frameCount }: { readonly frame: number; readonly frameCount: number },
  grip: Grip,
): readonly Landmark[] => {
  // An end lands after the playhead's frame, so that this frame is still inside.
  const marks: Landmark[] = [
    { at: grip.kind === "end" ? frame + 1 : frame, kind: "playhead" },
    { at: 0, kind: "clip" },
    { at: frameCount, kind: "clip" },
  ];
  for (const trace of document.traces) {
    const own = trace.id === held;
    if (!own) marks.push({ at: trace.span[0], kind: "edge" }, { at: trace.span[1], kind: "edge" });
    if (own && (grip.kind === "body" || grip.kind === "keyframe")) continue;
    for (const keyframe of trace.track) marks.push({ at: keyframe.frame, kind: "keyframe" });
  }
  return marks;
};

/** Every frame at which something begins, ends or is placed, in order: the edit points. */
export const editPoints = (document: Document, frameCount: number): readonly number[] => {
  const points = document.traces.flatMap((trace) => [
    trace.span[0],
    trace.span[1] - 1,
    ...trace.track.map((keyframe) => keyframe.frame),
  ]);
  return [...new Set([0, ...points, frameCount - 1])].sort((a, b) => a - b);
};
