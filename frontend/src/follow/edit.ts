/** The edit that puts followed boxes into a track. */
import { castDraft } from "immer";
import type { Span } from "@/domain/timeline";
import type { Keyframe } from "@/domain/track";
import { type Edit, rounded } from "@/store/edits";

/** Keyframes inside `span` are replaced; those outside stay. */
export const replaceKeyframes =
  (id: string, [start, end]: Span, keyframes: readonly Keyframe[]): Edit =>
  (draft) => {
    const trace = draft.traces.find((each) => each.id === id);
    if (!trace) return;
    const outside = trace.track.filter(({ frame }) => frame < start || frame >= end);
    const placed = keyframes.map(({ frame, box }) => ({ frame, box: box && rounded(box) }));
    trace.track = castDraft([...outside, ...placed].sort((a, b) => a.frame - b.frame));
  };
