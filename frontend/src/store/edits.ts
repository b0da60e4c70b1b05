/**
 * Every change a person can make to a document, as recipes for immer. A recipe that finds nothing
 * to do leaves the draft alone, so that no empty step reaches the history.
 */
import { castDraft, current, type Draft, isDraft, original } from "immer";
import type { Document, Explanation, Trace, Verdict } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import { boxAt } from "@/domain/track";

export type Edit = (draft: Draft<Document>) => void;

const onTrace =
  (id: string, change: (trace: Draft<Trace>) => void): Edit =>
  (draft) => {
    const trace = draft.traces.find((each) => each.id === id);
    if (trace) change(trace);
  };

/** The edit, which also notes on every accepted suggestion it changes that a person did so. */
export const noting =
  (edit: Edit): Edit =>
  (draft) => {
    edit(draft);
    for (const trace of draft.traces) {
      const { origin } = trace;
      if (origin.kind !== "suggestion" || origin.edited || !isDraft(trace)) continue;
      if (current(trace) !== original(trace)) origin.edited = true;
    }
  };

export const setVerdict =
  (verdict: Verdict | null): Edit =>
  (draft) => {
    draft.verdict = verdict;
  };

export const setNote =
  (note: string): Edit =>
  (draft) => {
    draft.note = note;
  };

/** Whoever marks a flaw has said that the clip is generated, unless they already said otherwise. */
export const addTrace =
  (trace: Trace): Edit =>
  (draft) => {
    draft.traces.push(castDraft(trace));
    draft.verdict ??= "fake";
  };

export const removeTrace =
  (id: string): Edit =>
  (draft) => {
    const index = draft.traces.findIndex((trace) => trace.id === id);
    if (index >= 0) draft.traces.splice(index, 1);
  };

export const removeAllTraces =
  (verdict: Verdict): Edit =>
  (draft) => {
    if (draft.traces.length > 0) draft.traces = [];
    draft.verdict = verdict;
  };

export const setCategory = (id: string, category: Category | null): Edit =>
  onTrace(id, (trace) => {
    trace.category = category;
    if (category && trace.also.includes(category))
      trace.also = trace.also.filter((each) => each !== category);
  });

/** Adds a further category, or takes it away; the main category cannot be a further one. */
export const toggleAlso = (id: string, category: Category): Edit =>
  onTrace(id, (trace) => {
    if (trace.also.includes(category)) trace.also = trace.also.filter((each) => each !== category);
    else if (trace.category !== category) trace.also.push(category);
  });

export const setExplanation = (id: string, explanation: Partial<Explanation>): Edit =>
  onTrace(id, (trace) => {
    Object.assign(trace.explanation, explanation);
  });

/** Trimming keeps the keyframes outside: they still shape the boxes inside. */
export const setSpan = (id: string, span: readonly [number, number]): Edit =>
  onTrace(id, (trace) => {
    if (span[0] >= span[1]) return;
    if (trace.span[0] !== span[0]) trace.span[0] = span[0];
    if (trace.span[1] !== span[1]) trace.span[1] = span[1];
  });

/** Moves span and keyframes together, as far as the clip reaches. */
export const shift = (id: string, by: number, frameCount: number): Edit =>
  onTrace(id, (trace) => {
    const frames = trace.track.map((keyframe) => keyframe.frame);
    const first = Math.min(trace.span[0], ...frames);
    const last = Math.max(trace.span[1], ...frames.map((frame) => frame + 1));
    const delta = Math.min(Math.max(by, -first), frameCount - last);
    if (delta === 0) return;
    trace.span = [trace.span[0] + delta, trace.span[1] + delta];
    for (const keyframe of trace.track) keyframe.frame += delta;
  });

/** Places the box at `frame`; null says that nothing is there until the next keyframe. */
export const setKeyframe = (id: string, frame: number, place: Box | null): Edit =>
  onTrace(id, (trace) => {
    const box = place && castDraft(rounded(place));
    const index = trace.track.findIndex((keyframe) => keyframe.frame >= frame);
    const here = trace.track[index];
    // The first keyframe always has a box.
    if (box === null && (index === 0 || trace.track.length === 0)) return;
    if (here?.frame === frame) {
      if (!sameBox(here.box, box)) here.box = box;
      return;
    }
    const keyframe = { frame, box };
    if (index < 0) trace.track.push(keyframe);
    else trace.track.splice(index, 0, keyframe);
  });

/** Takes a keyframe away; the last one that has a box stays. */
export const removeKeyframe = (id: string, frame: number): Edit =>
  onTrace(id, (trace) => {
    const rest = trace.track.filter((keyframe) => keyframe.frame !== frame);
    const firstBox = rest.findIndex((keyframe) => keyframe.box !== null);
    if (rest.length === trace.track.length || firstBox < 0) return;
    trace.track = rest.slice(firstBox);
  });

/** Moves a keyframe between its neighbours; a frame that is taken is not overwritten. */
export const moveKeyframe = (id: string, from: number, to: number): Edit =>
  onTrace(id, (trace) => {
    const index = trace.track.findIndex((keyframe) => keyframe.frame === from);
    const keyframe = trace.track[index];
    if (!keyframe || from === to) return;
    const low = (trace.track[index - 1]?.frame ?? -1) + 1;
    const high = (trace.track[index + 1]?.frame ?? Number.MAX_SAFE_INTEGER) - 1;
    const frame = Math.min(Math.max(to, low), high);
    if (frame !== from) keyframe.frame = frame;
  });

/** Copies the box of the keyframe before `frame` to `frame`. */
export const copyPrevious =
  (id: string, frame: number): Edit =>
  (draft) => {
    const trace = draft.traces.find((each) => each.id === id);
    const before = trace?.track.findLast((keyframe) => keyframe.frame < frame && keyframe.box);
    if (before?.box) setKeyframe(id, frame, before.box)(draft);
  };

/** Keeps the box of `frame` until the end of the span: later keyframes inside it go. */
export const holdToEnd =
  (id: string, frame: number): Edit =>
  (draft) => {
    const trace = draft.traces.find((each) => each.id === id);
    const box = trace && boxAt(trace.track, frame);
    if (!trace || !box) return;
    setKeyframe(id, frame, [...box])(draft);
    const rest = trace.track.filter((each) => each.frame <= frame || each.frame >= trace.span[1]);
    if (rest.length < trace.track.length) trace.track = rest;
  };

/** Says that nothing is there from `frame` on, or takes that back. */
export const toggleAbsent =
  (id: string, frame: number): Edit =>
  (draft) => {
    const trace = draft.traces.find((each) => each.id === id);
    if (!trace) return;
    if (boxAt(trace.track, frame)) return setKeyframe(id, frame, null)(draft);
    const here = trace.track.find((keyframe) => keyframe.frame === frame);
    const last = trace.track.findLast((keyframe) => keyframe.frame < frame && keyframe.box);
    if (here) removeKeyframe(id, frame)(draft);
    else if (last?.box) setKeyframe(id, frame, last.box)(draft);
  };

/** One box for the whole span, that of `frame`; a box that already stands still gets two ends. */
export const toggleStatic = (id: string, frame: number): Edit =>
  onTrace(id, (trace) => {
    const box = boxAt(trace.track, frame) ?? trace.track[0]?.box;
    if (!box) return;
    const [start, end] = trace.span;
    const still = { frame: start, box: castDraft(box) };
    if (trace.track.length > 1 || end - start < 2) trace.track = [still];
    else trace.track = [still, { frame: end - 1, box: castDraft(box) }];
  });

/** A millionth of the frame is far below a pixel, and keeps documents short. */
export const rounded = (box: Box): Box => {
  const round = (value: number): number => Math.round(value * 1e6) / 1e6;
  return [round(box[0]), round(box[1]), round(box[2]), round(box[3])];
};

const sameBox = (left: Box | null, right: Box | null): boolean =>
  left === right ||
  (left !== null && right !== null && left.every((value, index) => value === right[index]));
