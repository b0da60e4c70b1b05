/** Frames to media time and back, by the frame table alone: no frame rate, no rounding of seconds. */

export interface Clock {
  /** Start of every frame in seconds, then the clip's end: one entry more than there are frames. */
  readonly starts: readonly number[];
}

export const frameCount = (clock: Clock): number => clock.starts.length - 1;

export const startOf = (clock: Clock, frame: number): number => clock.starts[frame] ?? 0;

/** How far past a frame's start a seek aims, in seconds: the start itself may show its neighbour. */
const PAST = 0.003;

/**
 * The media time to seek to for `frame`, never past half its interval. Each `attempt` aims at a
 * slightly different instant, because seeking to the current time presents no frame.
 */
export const seekTime = (clock: Clock, frame: number, attempt = 0): number => {
  const start = startOf(clock, frame);
  const interval = startOf(clock, frame + 1) - start;
  return start + Math.min(PAST, interval / 2) * (1 - 0.2 * (attempt % 4));
};

/** The frame whose start is nearest to a presented frame's `mediaTime`, which is rounded. */
export const frameOfMediaTime = (clock: Clock, mediaTime: number): number => {
  const before = frameAtTime(clock, mediaTime);
  const after = Math.min(before + 1, frameCount(clock) - 1);
  return mediaTime - startOf(clock, before) <= startOf(clock, after) - mediaTime ? before : after;
};

/** The frame on screen at `seconds`, held at both ends of the clip. */
export const frameAtTime = (clock: Clock, seconds: number): number => {
  let low = 0;
  let high = frameCount(clock) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(clock, middle) <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Frames per second for display only. */
export const meanRate = (clock: Clock): number =>
  frameCount(clock) / Math.max(1e-9, startOf(clock, frameCount(clock)));
