/** Commands that move through time. */

import type { Span } from "@/domain/timeline";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import type { Scope } from "@/lib/scope";
import { frameAfter } from "@/player/clock";
import type { Range } from "@/player/player";
import { editPoints } from "@/timeline/drag";
import type { Desk } from "../desk";
import { usePlaySettings } from "../play-settings";

const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2] as const;
const SHUTTLE = [1, 2, 4] as const;
const SLOW = 0.25;

export const step =
  (by: number) =>
  ({ bench }: Desk): void => {
    void bench.player?.step(by);
  };

/** Five frames, or a second as the person set it. */
export const jumpBy =
  (by: -1 | 1) =>
  (desk: Desk): void => {
    const { player, options } = desk.bench;
    if (!player) return;
    if (!usePlaySettings.getState().jumpsSecond) return void player.step(5 * by);
    const { table } = options;
    void player.seek(frameAfter(table, player.target, by));
  };

export const toEnd =
  (end: "first" | "last") =>
  (desk: Desk): void => {
    void desk.seek(end === "first" ? 0 : desk.frameCount - 1);
  };

export const togglePlay = (desk: Desk): void => {
  const { player } = desk.bench;
  if (!player) return;
  if (player.motion !== "still") {
    void player.pause();
    return;
  }
  begin(desk);
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
    begin(desk);
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
    begin(desk);
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
    bench.player.range = rangeOf(desk);
  }
  const scope = editor.selected ? m.editor_hint_loop_trace() : m.editor_hint_loop_clip();
  desk.room.hint(isLooping ? scope : m.editor_hint_loop_off());
};

/** Once through the selected trace, with the rolls around it. */
export const playAround = (desk: Desk): void => {
  const trace = desk.needSelected();
  const { player } = desk.bench;
  if (!trace || !player) return;
  const range = rolled(desk, trace.span);
  void player.seek(range.start).then(() => {
    desk.isAround = true;
    player.range = range;
    player.loop = false;
    player.play(normalRate(desk));
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

/** Leaves what was played around once, for the loop or the whole clip. */
const begin = (desk: Desk): void => {
  const { player } = desk.bench;
  desk.isAround = false;
  if (!player) return;
  player.loop = desk.editor.state.isLooping;
  player.range = rangeOf(desk);
};

/** The rate to begin playing with: what was chosen, not what shuttling left behind. */
const normalRate = ({ bench }: Desk): number => {
  const rate = bench.player?.rate ?? 1;
  return RATES.some((each) => each === rate) ? rate : 1;
};

/** The span with what is shown before and after it, so that the flaw is seen coming. */
const rolled = ({ bench, frameCount }: Desk, [start, end]: Span): Range => {
  const { table } = bench.options;
  const { preRoll, postRoll } = usePlaySettings.getState();
  const from = preRoll > 0 ? frameAfter(table, start, -preRoll) : start;
  const last = postRoll > 0 ? frameAfter(table, end - 1, postRoll) : end - 1;
  return { start: Math.max(0, from), end: Math.min(frameCount, last + 1) };
};

/** Where playing stays: around the selected trace while that is looped or played around. */
const rangeOf = (desk: Desk): Range | null => {
  const { selected, state } = desk.editor;
  return selected && (state.isLooping || desk.isAround) ? rolled(desk, selected.span) : null;
};

/** A span that is trimmed, and another trace that is selected, change the loop that is playing. */
export const followLoop = (desk: Desk, scope: Scope): void => {
  const follow = (): void => {
    const { player } = desk.bench;
    if (!player || player.motion === "still") return;
    player.range = rangeOf(desk);
  };
  const { store } = desk.editor;
  scope.defer(
    store.subscribe((now, before) => {
      const isSame = now.history === before.history && now.selected === before.selected;
      if (!isSame || now.isLooping !== before.isLooping) follow();
    }),
  );
  scope.defer(usePlaySettings.subscribe(follow));
};
