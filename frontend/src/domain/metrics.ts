/**
 * How far two answers agree on where and when: box IoU, tIoU, vIoU and a one-to-one matching. Each
 * overlap is what both share divided by what either covers.
 */
import { type Box, iou } from "./geometry";
import { type Span, sharedSpan, spanLength } from "./timeline";
import { boxAt, type Track } from "./track";

/** Anything followed over a span, such as a trace. */
export interface Tube {
  readonly span: Span;
  readonly track: Track;
}

/** Indices into the two sides of a matching, and the pair's vIoU. */
export interface Match {
  readonly left: number;
  readonly right: number;
  readonly viou: number;
}

/** The overlap of two boxes, 0 where either is absent. */
export const boxIou = (a: Box | null, b: Box | null): number => (a && b ? iou(a, b) : 0);

const framesInEither = (a: Span, b: Span): number => {
  const shared = sharedSpan(a, b);
  return spanLength(a) + spanLength(b) - (shared ? spanLength(shared) : 0);
};

/** The frames in both spans divided by the frames in either. */
export const tiou = (a: Span, b: Span): number => {
  const shared = sharedSpan(a, b);
  return shared ? spanLength(shared) / framesInEither(a, b) : 0;
};

/**
 * The sum of box IoU over shared frames divided by the frames in either span. A frame where a track
 * is absent adds nothing and still counts: two tubes that agree on an absence score less than 1.
 */
export const viou = (a: Tube, b: Tube): number => {
  const [start, end] = sharedSpan(a.span, b.span) ?? [0, 0];
  let total = 0;
  for (let frame = start; frame < end; frame += 1)
    total += boxIou(boxAt(a.track, frame), boxAt(b.track, frame));
  return total / framesInEither(a.span, b.span);
};

/**
 * For each row its own column so that the sum of gains is greatest; columns from `width` on gain
 * nothing. The Hungarian method: rows enter one by one along the cheapest augmenting path.
 */
const assign = (gains: readonly (readonly number[])[], width: number): readonly number[] => {
  const columns = Math.max(gains.length, width);
  // Rows and columns count from 1; column 0 holds the row that is entering.
  const rowPrice = new Float64Array(gains.length + 1);
  const columnPrice = new Float64Array(columns + 1);
  const owner = new Int32Array(columns + 1);
  const at = (numbers: Float64Array | Int32Array, index: number): number => numbers[index] ?? 0;
  for (let entering = 1; entering <= gains.length; entering += 1) {
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(columns + 1);
    const reached = new Set<number>();
    let column = 0;
    owner[0] = entering;
    while (at(owner, column) > 0) {
      const row = at(owner, column);
      let nearest = 0;
      let step = Number.POSITIVE_INFINITY;
      reached.add(column);
      for (let c = 1; c <= columns; c += 1) {
        if (reached.has(c)) continue;
        const gain = gains[row - 1]?.[c - 1] ?? 0;
        const cost = -gain - at(rowPrice, row) - at(columnPrice, c);
        if (cost < at(slack, c)) {
          slack[c] = cost;
          before[c] = column;
        }
        if (at(slack, c) < step) {
          nearest = c;
          step = at(slack, c);
        }
      }
      for (let c = 0; c <= columns; c += 1) {
        if (reached.has(c)) {
          rowPrice[at(owner, c)] = at(rowPrice, at(owner, c)) + step;
          columnPrice[c] = at(columnPrice, c) - step;
        } else slack[c] = at(slack, c) - step;
      }
      column = nearest;
    }
    while (column > 0) {
      owner[column] = at(owner, at(before, column));
      column = at(before, column);
    }
  }
  return gains.map((_, row) => owner.indexOf(row + 1, 1) - 1);
};

/**
 * Pairs tubes one to one for the greatest sum of vIoU, in the order of `left`. Only pairs that
 * overlap with at least `threshold` (inclusive) are made.
 */
export const match = (
  left: readonly Tube[],
  right: readonly Tube[],
  threshold = 0,
): readonly Match[] => {
  const scores = left.map((a) => right.map((b) => viou(a, b)));
  const gains = scores.map((row) => row.map((score) => (score >= threshold ? score : 0)));
  return assign(gains, right.length)
    .map((column, row) => ({ left: row, right: column, viou: gains[row]?.[column] ?? 0 }))
    .filter((pair) => pair.viou > 0);
};
