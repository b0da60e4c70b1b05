/** Where the points of a chart lie: pure, so that drawing is only copying. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Values from `low` to `high`; never empty. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** The distance of at most about `most` round numbers inside the range. */
const stepOf = ({ low, high }: Range, most: number): number => {
  const rough = (high - low) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  return (STEPS.find((each) => each * power >= rough - 1e-12) ?? 10) * power;
};

/** `count` steps, without the dust that binary fractions leave. */
const at = (count: number, step: number): number => Number((count * step).toPrecision(12));

/** Round numbers inside the range, at most `most`. */
export const ticksOf = (range: Range, most: number): readonly number[] => {
  const step = stepOf(range, most);
  const first = Math.ceil(range.low / step - 1e-9);
  const last = Math.floor(range.high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => at(first + index, step));
};

/** The range of all values, widened to round numbers; `null` where there is no value. */
export const rangeOf = (values: readonly number[], most = 5): Range | null => {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return null;
  const low = Math.min(...known);
  const high = Math.max(...known);
  if (low === high) {
    const room = Math.abs(low) || 1;
    return { low: low - room / 2, high: high + room / 2 };
  }
  const step = stepOf({ low, high }, most);
  return {
    low: at(Math.floor(low / step + 1e-9), step),
    high: at(Math.ceil(high / step - 1e-9), step),
  };
};

/** `value` as a share of the range, 0 at `low` and 1 at `high`. */
export const shareIn = ({ low, high }: Range, value: number): number =>
  (value - low) / (high - low);

/** At most `most` of the points, the first and last among them, evenly over the list. */
export const thinned = <T>(points: readonly T[], most: number): readonly T[] => {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)] as T);
};

/** The point whose `x` is nearest; points are in order of `x`. */
export const nearest = (points: readonly Point[], x: number): Point | null => {
  let best: Point | null = null;
  for (const point of points) {
    if (best && Math.abs(point.x - x) > Math.abs(best.x - x)) break;
    best = point;
  }
  return best;
};
