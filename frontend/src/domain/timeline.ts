/** Time as frame numbers. Seconds exist only at the edges, read from the frame table. */

/** The frames `start <= frame < end` of one video; never empty. */
export type Span = readonly [start: number, end: number];

/** When each frame is shown, as the API gives it. */
export interface FrameTable {
  /** Seconds per unit of `pts`, as numerator and denominator. */
  readonly time_base: readonly [numerator: number, denominator: number];
  /** When each frame appears, counted from the first, which is at 0; strictly increasing. */
  readonly pts: readonly number[];
  /** When the last frame ends. */
  readonly end: number;
}

export const spanLength = ([start, end]: Span): number => end - start;

export const spanHolds = ([start, end]: Span, frame: number): boolean =>
  start <= frame && frame < end;

/** The frames in both spans, or null if they share none. */
export const sharedSpan = (a: Span, b: Span): Span | null => {
  const start = Math.max(a[0], b[0]);
  const end = Math.min(a[1], b[1]);
  return start < end ? [start, end] : null;
};

/** Whether the numbers make a frame table. */
export const isFrameTable = ({ time_base, pts, end }: FrameTable): boolean =>
  time_base[0] > 0 &&
  time_base[1] > 0 &&
  pts[0] === 0 &&
  pts.every((units, frame) => units < (pts[frame + 1] ?? end));

export const frameCount = (table: FrameTable): number => table.pts.length;

const inSeconds = ({ time_base: [numerator, denominator] }: FrameTable, units: number): number =>
  (units * numerator) / denominator;

/** When `frame` appears; for frames past the last, when the video ends. */
export const secondsAt = (table: FrameTable, frame: number): number =>
  inSeconds(table, table.pts[frame] ?? table.end);

export const durationS = (table: FrameTable): number => inSeconds(table, table.end);

export const startS = (table: FrameTable, [start]: Span): number => secondsAt(table, start);

/** When the frame after the span appears, or the video ends. */
export const endS = (table: FrameTable, [, end]: Span): number => secondsAt(table, end);

/** The frame on screen at `seconds`: the first before 0, the last past the end. */
export const frameAt = (table: FrameTable, seconds: number): number => {
  let low = 0;
  let high = frameCount(table) - 1;
  // Frames are compared in seconds: seconds / time base may round below its own frame.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (secondsAt(table, middle) <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
};
