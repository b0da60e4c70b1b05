/** Commands that say when and where: ends of spans, keyframes, boxes. */

import { HANDLES, moved, resized } from "@/canvas/boxes";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { frameAfter } from "@/player/clock";
import * as edits from "@/store/edits";
import { type Desk, isInSpan } from "../desk";
import { usePlaySettings } from "../play-settings";

/**
 * The frame the person meant: while playing, what they saw before they could press the key; standing
 * still, the frame they asked for, even if its picture is still on its way.
 */
const meantFrame = ({ editor, bench }: Desk): number => {
  const { frame, motion, rate } = editor.state;
  if (motion === "still") return bench.player?.target ?? frame;
  const { table } = bench.options;
  const { reaction } = usePlaySettings.getState();
  const back = motion === "forward" ? -reaction : reaction;
  return frameAfter(table, frame, back * rate);
};

export const markStart = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  const { editor } = desk;
  const frame = meantFrame(desk);
  const trace = editor.selected;
  if (trace) {
    // A start after the end pushes the end along to the clip's end.
    const end = frame < trace.span[1] ? trace.span[1] : desk.frameCount;
    editor.edit(edits.setSpan(trace.id, [frame, end]));
    return;
  }
  const { end } = editor.state.mark;
  editor.set({ mark: { start: frame, end: end !== null && end > frame ? end : null } });
  desk.room.hint(m.editor_hint_mark());
};

export const markEnd = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  const { editor } = desk;
  const end = meantFrame(desk) + 1;
  const trace = editor.selected;
  if (trace) {
    const start = trace.span[0] < end ? trace.span[0] : 0;
    editor.edit(edits.setSpan(trace.id, [start, end]));
    return;
  }
  const { start } = editor.state.mark;
  editor.set({ mark: { start: start !== null && start < end ? start : null, end } });
  desk.room.hint(m.editor_hint_mark());
};

export const toEdge =
  (edge: "start" | "end") =>
  (desk: Desk): void => {
    const trace = desk.needSelected();
    if (trace) desk.seek(edge === "start" ? trace.span[0] : trace.span[1] - 1);
  };

export const trim =
  (edge: "start" | "end", by: -1 | 1) =>
  (desk: Desk): void => {
    const trace = desk.needSelected();
    if (!trace || !desk.mayChange(trace)) return;
    const [start, end] = trace.span;
    const span: readonly [number, number] =
      edge === "start"
        ? [Math.min(Math.max(start + by, 0), end - 1), end]
        : [start, Math.min(Math.max(end + by, start + 1), desk.frameCount)];
    desk.editor.edit(edits.setSpan(trace.id, span), `trim ${trace.id} ${edge}`);
    desk.seek(edge === "start" ? span[0] : span[1] - 1);
  };

export const toggleKeyframe = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayChange(trace)) return;
  const { editor } = desk;
  const { frame } = editor.state;
  if (trace.track.some((keyframe) => keyframe.frame === frame)) {
    if (!editor.edit(edits.removeKeyframe(trace.id, frame)))
      desk.room.hint(m.editor_hint_last_keyframe());
    return;
  }
  const box = boxAt(trace.track, frame);
  if (box && isInSpan(trace, frame)) editor.edit(edits.setKeyframe(trace.id, frame, box));
  else desk.room.hint(m.editor_hint_no_box_here());
};

export const copyPrevious = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayChange(trace)) return;
  if (!desk.editor.edit(edits.copyPrevious(trace.id, desk.editor.state.frame)))
    desk.room.hint(m.editor_hint_no_previous());
};

export const holdToEnd = (desk: Desk): void => {
  const found = desk.needBox();
  if (!found || !desk.mayChange(found.trace)) return;
  if (!desk.editor.edit(edits.holdToEnd(found.trace.id, desk.editor.state.frame)))
    desk.room.hint(m.editor_hint_already());
};

export const toggleAbsent = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayChange(trace)) return;
  if (!desk.editor.edit(edits.toggleAbsent(trace.id, desk.editor.state.frame)))
    desk.room.hint(m.editor_hint_first_has_box());
};

export const toggleStatic = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayChange(trace)) return;
  const wasStill = trace.track.length < 2;
  const isDone = desk.editor.edit(edits.toggleStatic(trace.id, desk.editor.state.frame));
  if (!isDone) desk.room.hint(m.editor_hint_no_box_here());
  else desk.room.hint(wasStill ? m.editor_hint_track() : m.editor_hint_static());
};

/** A quarter of each side, where a box made by keyboard begins. */
const MIDDLE = [0.375, 0.375, 0.25, 0.25] as const;

/** A box without drawing one: in the middle, to be moved by its numbers or by the arrows. */
export const addInMiddle = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  desk.editor.select(null);
  desk.draw(MIDDLE);
};

/** Enter on a box: the arrows move it, with Alt they resize it, until Escape. */
export const beginNudging = (desk: Desk): void => {
  // With the box tool in hand there is no box yet: begin with one in the middle.
  if (desk.editor.state.tool !== "select" && desk.mayEdit()) desk.draw(MIDDLE);
  const found = desk.needBox();
  if (!found || !desk.mayChange(found.trace)) return;
  void desk.bench.player?.pause();
  desk.editor.set({ isNudging: true });
  desk.room.focusStage();
  desk.room.hint(m.editor_hint_nudge());
};

/** Moves the box, or its right and lower sides, by whole pixels of the video. */
export const nudge = (desk: Desk, x: number, y: number, how: "move" | "resize"): void => {
  const found = desk.needBox();
  if (!found || !desk.mayChange(found.trace)) return;
  const { width, height } = desk.bench.options.task.video;
  const grain = { x: width ?? 1, y: height ?? 1 };
  const by = { x: x / grain.x, y: y / grain.y };
  const box = how === "move" ? moved(found.box, by) : resized(found.box, HANDLES[4], by, grain);
  const { frame } = desk.editor.state;
  const key = `nudge ${found.trace.id} ${frame} ${how}`;
  desk.editor.edit(edits.setKeyframe(found.trace.id, frame, box), key);
};
