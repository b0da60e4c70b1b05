/** Frames to media time and back, by the frame table alone: no frame rate, no rounding of seconds. */
import { durationS, type FrameTable, frameAt, frameCount, secondsAt } from "@/domain/timeline";

/** How far past a frame's start a seek aims, in seconds: the start itself may show its neighbour. */
const PAST = 0.003;

/**
 * The media time to seek to for `frame`, never past half its interval. Each `attempt` aims at a
 * slightly different instant, because seeking to the current time presents no frame.
 */
export const seekTime = (table: FrameTable, frame: number, attempt = 0): number => {
  const start = secondsAt(table, frame);
  const interval = secondsAt(table, frame + 1) - start;
  return start + Math.min(PAST, interval / 2) * (1 - 0.2 * (attempt % 4));
};

/** The frame whose start is nearest to a presented frame's `mediaTime`, which is rounded. */
export const frameOfMediaTime = (table: FrameTable, mediaTime: number): number => {
  const before = frameAt(table, mediaTime);
  const after = Math.min(before + 1, frameCount(table) - 1);
  const isNearer = mediaTime - secondsAt(table, before) <= secondsAt(table, after) - mediaTime;
  return isNearer ? before : after;
};

/** Below any frame's length; above what adding seconds rounds away. */
const ROUNDING = 1e-6;

/** The frame on screen `seconds` after `frame` has appeared, or before it when negative. */
export const frameAfter = (table: FrameTable, frame: number, seconds: number): number =>
  frameAt(table, secondsAt(table, frame) + seconds + ROUNDING);

/** Frames per second for display only. */
export const meanRate = (table: FrameTable): number => frameCount(table) / durationS(table);
