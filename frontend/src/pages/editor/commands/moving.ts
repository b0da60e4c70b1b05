/** Commands that move through time. */
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { editPoints } from "@/timeline/drag";
import type { Desk } from "../desk";

const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2] as const;
const SHUTTLE = [1, 2, 4] as const;
const SLOW = 0.25;

export const step =
  (by: number) =>
  ({ bench }: Desk): void => {
    void bench.player?.step(by);
  };

export const toEnd =
  (end: "first" | "last") =>
  (desk: Desk): void =>
    desk.seek(end === "first" ? 0 : desk.frameCount - 1);

export const togglePlay = (desk: Desk): void => {
  const { player } = desk.bench;
  if (!player) return;
  if (player.motion !== "still") {
    void player.pause();
    return;
  }
  player.range = loopRange(desk);
  player.play(normalRate(desk));
};

/** With K held, J and L step, and go on stepping while they are held. */
export const isStepping = ({ held }: Desk): boolean => held.has("KeyK");

/** J and L: again is faster; with K held, one frame. */
export const shuttle =
  (direction: "forward" | "reverse") =>
  (desk: Desk): void => {
    const { player } = desk.bench;
    if (!player) return;
    if (isStepping(desk)) return void player.step(direction === "forward" ? 1 : -1);
    player.range = loopRange(desk);
    const isGoing = player.motion === direction;
    const next = isGoing ? SHUTTLE.find((rate) => rate > player.rate) : 1;
    const rate = next ?? SHUTTLE[SHUTTLE.length - 1] ?? 1;
    if (direction === "forward") player.play(rate);
    else player.reverse(rate);
  };

export const slowly =
  (direction: "forward" | "reverse") =>
  (desk: Desk): void => {
    const { player } = desk.bench;
    if (!player) return;
    player.range = loopRange(desk);
    if (direction === "forward") player.play(SLOW);
    else player.reverse(SLOW);
  };

export const stop = ({ bench }: Desk): void => {
  void bench.player?.pause();
};

export const changeSpeed =
  (by: -1 | 1) =>
  (desk: Desk): void => {
    const { player } = desk.bench;
    if (!player) return;
    const now = player.rate;
    const next = by > 0 ? RATES.find((rate) => rate > now) : RATES.findLast((rate) => rate < now);
    if (next !== undefined) player.setRate(next);
    desk.room.hint(m.editor_hint_speed({ rate: formatNumber(next ?? now) }));
  };

export const setSpeed = ({ bench }: Desk, rate: number): void => bench.player?.setRate(rate);

export const toggleLoop = (desk: Desk): void => {
  const { editor, bench } = desk;
  const isLooping = !editor.state.isLooping;
  editor.set({ isLooping });
  if (bench.player) {
    bench.player.loop = isLooping;
    bench.player.range = loopRange(desk);
  }
  const scope = editor.selected ? m.editor_hint_loop_trace() : m.editor_hint_loop_clip();
  desk.room.hint(isLooping ? scope : m.editor_hint_loop_off());
};

/** Half a second before and after, so that the flaw is seen coming. */
const ROLL_SECONDS = 0.5;

export const playAround = (desk: Desk): void => {
  const trace = desk.needSelected();
  const { player } = desk.bench;
  if (!trace || !player) return;
  const roll = Math.round((ROLL_SECONDS * desk.frameCount) / duration(desk));
  const start = Math.max(0, trace.span[0] - roll);
  const end = Math.min(desk.frameCount, trace.span[1] + roll);
  player.loop = false;
  player.range = { start, end };
  void player.seek(start).then(() => {
    player.play(normalRate(desk));
    player.loop = desk.editor.state.isLooping;
  });
};

export const toEditPoint =
  (by: -1 | 1) =>
  (desk: Desk): void => {
    const frame = desk.bench.player?.target ?? desk.editor.state.frame;
    const points = editPoints(desk.editor.document, desk.frameCount);
    jump(desk, points, frame, by);
  };

export const toKeyframe =
  (by: -1 | 1) =>
  (desk: Desk): void => {
    const trace = desk.needSelected();
    if (!trace) return;
    const frame = desk.bench.player?.target ?? desk.editor.state.frame;
    const frames = trace.track.map((keyframe) => keyframe.frame);
    const found = jump(desk, frames, frame, by);
    if (found !== undefined) desk.editor.select(trace.id, found);
  };

const jump = (
  desk: Desk,
  points: readonly number[],
  frame: number,
  by: -1 | 1,
): number | undefined => {
  const next = by > 0 ? points.find((at) => at > frame) : points.findLast((at) => at < frame);
  if (next === undefined) desk.room.hint(m.editor_hint_no_more());
  else desk.seek(next);
  return next;
};

/** The rate to begin playing with: what was chosen, not what shuttling left behind. */
const normalRate = ({ bench }: Desk): number => {
  const rate = bench.player?.rate ?? 1;
  return RATES.some((each) => each === rate) ? rate : 1;
};

const loopRange = ({ editor }: Desk) => {
  const { selected, state } = editor;
  if (!state.isLooping || !selected) return null;
  return { start: selected.span[0], end: selected.span[1] };
};

const duration = ({ bench }: Desk): number => bench.options.task.video.duration_s ?? 1;
