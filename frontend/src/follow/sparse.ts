/** The fewest keyframes between which boxes that move linearly stay close to every box measured. */

/** x, y, width, height in pixels. */
export type PixelBox = readonly [number, number, number, number];

/**
 * The indices of the boxes to keep, the first and the last among them. Between two of them no side
 * lies further than `tolerance` pixels from the measured one. Fewest first, then closest.
 */
export const sparse = (boxes: readonly PixelBox[], tolerance: number): readonly number[] => {
  const sides = boxes.map(([x, y, w, h]) => [x, y, x + w, y + h] as const);
  // links[i]: keyframes needed up to box i, what they miss in sum, and the keyframe before.
  const links = [{ count: 0, missed: 0, from: -1 }];
  for (let to = 1; to < sides.length; to += 1) {
    let best = { count: Number.POSITIVE_INFINITY, missed: 0, from: to - 1 };
    for (let from = to - 1; from >= 0; from -= 1) {
      const link = links[from];
      if (!link || link.count + 1 > best.count) continue;
      const missed = between(sides, from, to, tolerance);
      if (missed === null) continue;
      const sum = link.missed + missed;
      if (link.count + 1 < best.count || sum < best.missed)
        best = { count: link.count + 1, missed: sum, from };
    }
    links.push(best);
  }
  const kept: number[] = [];
  for (let at = boxes.length - 1; at >= 0; at = links[at]?.from ?? -1) kept.unshift(at);
  return kept;
};

/** The squares of what lies between two boxes and their line, or null where it is too far off. */
const between = (
  sides: readonly PixelBox[],
  from: number,
  to: number,
  tolerance: number,
): number | null => {
  const [start, end] = [sides[from], sides[to]];
  if (!start || !end) return null;
  let sum = 0;
  for (let at = from + 1; at < to; at += 1) {
    const share = (at - from) / (to - from);
    for (let side = 0; side < 4; side += 1) {
      const line = (start[side] ?? 0) + share * ((end[side] ?? 0) - (start[side] ?? 0));
      const miss = Math.abs(line - (sides[at]?.[side] ?? 0));
      if (miss > tolerance) return null;
      sum += miss * miss;
    }
  }
  return sum;
};

/** Of a parabola through five neighbours, by least squares (Savitzky and Golay 1964). */
const WEIGHTS = [-3 / 35, 12 / 35, 17 / 35, 12 / 35, -3 / 35] as const;

/** Takes the trembling out of measured boxes, but not the curve; the ends are left as they are. */
export const steadied = (boxes: readonly PixelBox[]): readonly PixelBox[] =>
  boxes.map((box, at) => {
    if (at < 2 || at > boxes.length - 3) return box;
    const of = (side: 0 | 1 | 2 | 3): number =>
      WEIGHTS.reduce((sum, weight, by) => sum + weight * (boxes[at + by - 2]?.[side] ?? 0), 0);
    return [of(0), of(1), of(2), of(3)];
  });
