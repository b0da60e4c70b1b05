/** Boxes as fractions of the displayed frame, origin top left. Pixels exist only at the edges. */

/** Width and height are positive; a draft's box may reach past the frame (`isInside` tells). */
export type Box = readonly [x: number, y: number, w: number, h: number];

/** How far a box may reach past the frame's edge: rounding, a thousandth of a pixel at 1000 px. */
export const TOLERANCE = 1e-6;

/** From pixels of a displayed frame of that size. */
export const fromPixels = (
  [left, top, width, height]: Box,
  frameWidth: number,
  frameHeight: number,
): Box => [left / frameWidth, top / frameHeight, width / frameWidth, height / frameHeight];

/** Left, top, width and height in pixels of a frame of that size, unrounded. */
export const toPixels = ([x, y, w, h]: Box, frameWidth: number, frameHeight: number): Box => [
  x * frameWidth,
  y * frameHeight,
  w * frameWidth,
  h * frameHeight,
];

/** Whether the box lies in the frame, up to `TOLERANCE`. */
export const isInside = ([x, y, w, h]: Box): boolean =>
  x >= -TOLERANCE && y >= -TOLERANCE && x + w <= 1 + TOLERANCE && y + h <= 1 + TOLERANCE;

/** The part inside the frame, or null if there is none. */
export const clamped = (box: Box): Box | null => {
  const [x, y, w, h] = box;
  const left = Math.max(x, 0);
  const top = Math.max(y, 0);
  const right = Math.min(x + w, 1);
  const bottom = Math.min(y + h, 1);
  if (left >= right || top >= bottom) return null;
  // Subtracting would disturb the last digit of a box that is already inside.
  const width = left === x && right === x + w ? w : right - left;
  const height = top === y && bottom === y + h ? h : bottom - top;
  return [left, top, width, height];
};

/** The smallest box that holds both. */
export const unionOf = (a: Box, b: Box): Box => {
  const left = Math.min(a[0], b[0]);
  const top = Math.min(a[1], b[1]);
  const right = Math.max(a[0] + a[2], b[0] + b[2]);
  const bottom = Math.max(a[1] + a[3], b[1] + b[3]);
  return [left, top, right - left, bottom - top];
};

/** The shared area divided by the area of either, 0 to 1. */
export const iou = (a: Box, b: Box): number => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  // Rounding must not lift two equal boxes above 1, nor tiny ones divide by 0.
  const either = Math.max(a[2] * a[3] + b[2] * b[3] - shared, shared);
  return either > 0 ? shared / either : 0;
};

/** The box `fraction` (0 to 1) of the way from `a` to `b`, each number linearly. */
export const between = (a: Box, b: Box, fraction: number): Box => [
  a[0] + (b[0] - a[0]) * fraction,
  a[1] + (b[1] - a[1]) * fraction,
  a[2] + (b[2] - a[2]) * fraction,
  a[3] + (b[3] - a[3]) * fraction,
];
