/** What lies inside a spot, as a grid of samples: how one frame is compared with another. */
import { type Plane, type Pyramid, type Spot, valueAt } from "./plane";

/** Samples across and down; the grid of a patch has one more on every side, for slopes. */
export interface Grid {
  readonly across: number;
  readonly down: number;
  /** The weight of every sample inside: the middle counts more, corners are often background. */
  readonly weights: Float32Array;
}

export interface Patch {
  readonly grid: Grid;
  /** (down + 2) rows of (across + 2) samples. */
  readonly values: Float32Array;
}

const SIDE = 30;
const LEAST = 6;
const FALLOFF = 0.75;

/** A grid of about 30 by 30 samples in the spot's shape, fewer where it has fewer pixels. */
export const gridOf = ({ width, height }: Spot): Grid => {
  const slim = Math.sqrt(width / height);
  const across = clamp(Math.min(SIDE * slim, width), LEAST, 3 * SIDE);
  const down = clamp(Math.min(SIDE / slim, height), LEAST, 3 * SIDE);
  const weights = new Float32Array(across * down);
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1) {
      const u = (2 * (column + 0.5)) / across - 1;
      const v = (2 * (row + 0.5)) / down - 1;
      weights[row * across + column] = Math.exp(-(u * u + v * v) / (2 * FALLOFF * FALLOFF));
    }
  return { across, down, weights };
};

/** The halving at which a sample covers one to two pixels. */
export const levelOf = (pyramid: Pyramid, spot: Spot, grid: Grid): number => {
  const pixels = Math.min(spot.width / grid.across, spot.height / grid.down);
  const level = Math.floor(Math.log2(Math.max(1, pixels)));
  return Math.min(level, pyramid.length - 1);
};

/** Grey levels per bin when inside and outside are told apart. */
const BIN = 16;
const LEAST_WEIGHT = 0.1;

/** The grid with less weight where the picture looks as it does around the spot. */
export const standingOut = (pyramid: Pyramid, spot: Spot, grid: Grid): Grid => {
  const wide = { ...spot, width: spot.width * 1.6, height: spot.height * 1.6 };
  const around = cut(pyramid, wide, grid).values;
  const within = cut(pyramid, spot, grid).values;
  const [inner, outer] = [new Float32Array(256 / BIN).fill(1), new Float32Array(256 / BIN).fill(1)];
  const { across, down, weights } = grid;
  const each = (visit: (u: number, v: number, at: number, index: number) => void): void => {
    for (let row = 0; row < down; row += 1)
      for (let column = 0; column < across; column += 1)
        visit(
          (2 * (column + 0.5)) / across - 1,
          (2 * (row + 0.5)) / down - 1,
          (row + 1) * (across + 2) + column + 1,
          row * across + column,
        );
  };
  const add = (bins: Float32Array, value: number): void => {
    const bin = Math.floor(value / BIN);
    bins[bin] = (bins[bin] ?? 0) + 1;
  };
  each((u, v, at) => {
    if (u * u + v * v < 0.5) add(inner, within[at] ?? 0);
    if (Math.max(Math.abs(u), Math.abs(v)) > 1 / 1.6) add(outer, around[at] ?? 0);
  });
  const sum = (bins: Float32Array): number => bins.reduce((total, count) => total + count, 0);
  const [inners, outers] = [sum(inner), sum(outer)];
  const weighed = new Float32Array(weights.length);
  each((_u, _v, at, index) => {
    const bin = Math.floor((within[at] ?? 0) / BIN);
    const ours = (inner[bin] ?? 0) / inners;
    const theirs = (outer[bin] ?? 0) / outers;
    weighed[index] = (weights[index] ?? 0) * Math.max(ours / (ours + theirs), LEAST_WEIGHT);
  });
  return { across, down, weights: weighed };
};

export const cut = (pyramid: Pyramid, spot: Spot, grid: Grid): Patch => {
  const level = levelOf(pyramid, spot, grid);
  const values = new Float32Array((grid.across + 2) * (grid.down + 2));
  const plane = pyramid[level];
  if (plane) sampleInto(values, plane, spot, grid, 2 ** level);
  return { grid, values };
};

export const sampleInto = (
  values: Float32Array,
  plane: Plane,
  spot: Spot,
  { across, down }: Grid,
  shrink: number,
): void => {
  const stepX = spot.width / across / shrink;
  const stepY = spot.height / down / shrink;
  const left = (spot.x - spot.width / 2) / shrink - stepX / 2;
  const top = (spot.y - spot.height / 2) / shrink - stepY / 2;
  let at = 0;
  for (let row = 0; row < down + 2; row += 1)
    for (let column = 0; column < across + 2; column += 1)
      values[at++] = valueAt(plane, left + column * stepX, top + row * stepY);
};

/** Weighted normalised cross-correlation of two patches of one grid, from -1 to 1. */
export const correlation = (a: Patch, b: Patch): number =>
  correlated(a.grid, a.values, b.values, a.grid.weights);

export const correlated = (
  { across, down }: Grid,
  a: Float32Array,
  b: Float32Array,
  weights: Float32Array,
): number => {
  let [sum, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < down; row += 1) {
    let at = (row + 1) * (across + 2) + 1;
    for (let column = 0; column < across; column += 1, at += 1) {
      const weight = weights[row * across + column] ?? 0;
      const left = a[at] ?? 0;
      const right = b[at] ?? 0;
      sum += weight;
      sumA += weight * left;
      sumB += weight * right;
      sumAA += weight * left * left;
      sumBB += weight * right * right;
      sumAB += weight * left * right;
    }
  }
  const spreadA = sumAA / sum - (sumA / sum) ** 2;
  const spreadB = sumBB / sum - (sumB / sum) ** 2;
  // Less than one grey level of spread is a plain area, which is like everything and nothing.
  if (spreadA < 1 || spreadB < 1) return 0;
  return (sumAB / sum - (sumA / sum) * (sumB / sum)) / Math.sqrt(spreadA * spreadB);
};

/** The spread of grey levels in a patch: how much there is to follow. */
export const spreadOf = ({ values }: Patch): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(square);
};

const clamp = (value: number, low: number, high: number): number =>
  Math.round(Math.min(Math.max(value, low), high));
