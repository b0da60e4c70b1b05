/**
 * Finds the spot whose content fits a patch best, starting close by: Gauss-Newton on place and
 * size, with brightness and contrast left free (efficient second-order minimisation, Benhimane and
 * Malis 2004: the slopes of both pictures are averaged).
 */
import { correlated, levelOf, type Patch, sampleInto } from "./patch";
import type { Pyramid, Spot } from "./plane";

export interface Fit {
  readonly spot: Spot;
  /** Normalised cross-correlation with the patch, from -1 to 1. */
  readonly score: number;
}

const ROUNDS = 12;
/** x, y, log width, log height, contrast, brightness. */
const UNKNOWNS = 6;
/** Sizes change less than this between neighbouring frames, as a logarithm. */
const MOST_GROWTH = 0.05;
/** How strongly width and height keep their proportion. */
const STIFFNESS = 0.3;

export const align = (pyramid: Pyramid, patch: Patch, start: Spot): Fit => {
  const { grid } = patch;
  const level = levelOf(pyramid, start, grid);
  const plane = pyramid[level];
  if (!plane) return { spot: start, score: 0 };
  const shrink = 2 ** level;
  const values = new Float32Array(patch.values.length);
  const weights = new Float32Array(grid.weights.length);
  let spot = start;
  let best: Fit = { spot, score: -1 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    sampleInto(values, plane, spot, grid, shrink);
    weighInside(weights, spot, grid, plane.width * shrink, plane.height * shrink);
    const score = correlated(grid, values, patch.values, weights);
    if (score > best.score) best = { spot, score };
    else if (round > 3 && score < best.score - 0.02) break;
    if (round === ROUNDS) break;
    const by = improve(values, patch, weights, spot);
    if (!by) break;
    const [x, y, across, down] = by;
    spot = {
      x: spot.x + clamp(x, spot.width / 4),
      y: spot.y + clamp(y, spot.height / 4),
      width: grown(spot.width, start.width, across),
      height: grown(spot.height, start.height, down),
    };
    if (Math.abs(x) + Math.abs(y) < 0.01 * shrink && Math.abs(across) + Math.abs(down) < 1e-4)
      break;
  }
  return best;
};

/** Samples beside the picture say nothing. */
const weighInside = (
  weights: Float32Array,
  spot: Spot,
  { across, down, weights: full }: Patch["grid"],
  width: number,
  height: number,
): void => {
  for (let row = 0; row < down; row += 1) {
    const y = spot.y + ((row + 0.5) / down - 0.5) * spot.height;
    for (let column = 0; column < across; column += 1) {
      const x = spot.x + ((column + 0.5) / across - 0.5) * spot.width;
      const at = row * across + column;
      weights[at] = x < 0 || y < 0 || x > width || y > height ? 0 : (full[at] ?? 0);
    }
  }
};

/** One step: pixels for the place, logarithms for the size; null where the slopes decide nothing. */
const improve = (
  values: Float32Array,
  patch: Patch,
  weights: Float32Array,
  spot: Spot,
): readonly [number, number, number, number] | null => {
  const { across, down } = patch.grid;
  const wide = across + 2;
  const perX = across / spot.width / 2;
  const perY = down / spot.height / 2;
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const slope = new Float64Array(UNKNOWNS);
  const { gain, offset, spread } = regression(values, patch, weights);
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1) {
      const at = (row + 1) * wide + column + 1;
      const base = weights[row * across + column] ?? 0;
      if (base === 0) continue;
      const old = patch.values;
      const rest = (old[at] ?? 0) * gain + offset - (values[at] ?? 0);
      // What belongs to something else differs by far and counts less.
      const weight = base / (1 + (rest / spread) ** 2);
      const alongX =
        ((values[at + 1] ?? 0) -
          (values[at - 1] ?? 0) +
          gain * ((old[at + 1] ?? 0) - (old[at - 1] ?? 0))) *
        0.5 *
        perX;
      const alongY =
        ((values[at + wide] ?? 0) -
          (values[at - wide] ?? 0) +
          gain * ((old[at + wide] ?? 0) - (old[at - wide] ?? 0))) *
        0.5 *
        perY;
      slope[0] = alongX;
      slope[1] = alongY;
      slope[2] = alongX * ((column + 0.5) / across - 0.5) * spot.width;
      slope[3] = alongY * ((row + 0.5) / down - 0.5) * spot.height;
      slope[4] = -(old[at] ?? 0);
      slope[5] = -1;
      for (let i = 0; i < UNKNOWNS; i += 1) {
        const left = weight * (slope[i] ?? 0);
        right[i] = (right[i] ?? 0) + left * rest;
        for (let j = i; j < UNKNOWNS; j += 1) {
          const place = i * UNKNOWNS + j;
          matrix[place] = (matrix[place] ?? 0) + left * (slope[j] ?? 0);
        }
      }
    }
  stiffen(matrix);
  const solved = solve(matrix, right);
  if (!solved) return null;
  return [solved[0] ?? 0, solved[1] ?? 0, solved[2] ?? 0, solved[3] ?? 0];
};

/** The contrast and brightness that bring the patch closest, and how far it stays away. */
const regression = (
  values: Float32Array,
  { grid: { across, down }, values: old }: Patch,
  weights: Float32Array,
): { readonly gain: number; readonly offset: number; readonly spread: number } => {
  let [sum, sumO, sumV, sumOO, sumOV, sumVV] = [1e-9, 0, 0, 0, 0, 0];
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1) {
      const at = (row + 1) * (across + 2) + column + 1;
      const weight = weights[row * across + column] ?? 0;
      const before = old[at] ?? 0;
      const now = values[at] ?? 0;
      sum += weight;
      sumO += weight * before;
      sumV += weight * now;
      sumOO += weight * before * before;
      sumOV += weight * before * now;
      sumVV += weight * now * now;
    }
  const meanO = sumO / sum;
  const meanV = sumV / sum;
  const spreadO = Math.max(sumOO / sum - meanO * meanO, 1e-6);
  const gain = Math.min(Math.max((sumOV / sum - meanO * meanV) / spreadO, 0.3), 3);
  const offset = meanV - gain * meanO;
  const residual = sumVV / sum - meanV ** 2 - gain * (sumOV / sum - meanO * meanV);
  return { gain, offset, spread: 1.5 * Math.sqrt(Math.max(residual, 4)) };
};

/** Damping, and a spring between the growth of width and of height. */
const stiffen = (matrix: Float64Array): void => {
  const at = (i: number, j: number): number => i * UNKNOWNS + j;
  const mean = ((matrix[at(2, 2)] ?? 0) + (matrix[at(3, 3)] ?? 0)) / 2;
  for (let i = 0; i < UNKNOWNS; i += 1) matrix[at(i, i)] = (matrix[at(i, i)] ?? 0) * 1.001 + 1e-6;
  matrix[at(2, 2)] = (matrix[at(2, 2)] ?? 0) + STIFFNESS * mean;
  matrix[at(3, 3)] = (matrix[at(3, 3)] ?? 0) + STIFFNESS * mean;
  matrix[at(2, 3)] = (matrix[at(2, 3)] ?? 0) - STIFFNESS * mean;
};

/** Solves a symmetric system of which the upper half is given, by elimination (Cholesky, LDL'). */
const solve = (matrix: Float64Array, right: Float64Array): Float64Array | null => {
  const n = UNKNOWNS;
  const a = (i: number, j: number): number => matrix[Math.min(i, j) * n + Math.max(i, j)] ?? 0;
  const lower = new Float64Array(n * n);
  const diagonal = new Float64Array(n);
  const solved = Float64Array.from(right);
  for (let j = 0; j < n; j += 1) {
    let d = a(j, j);
    for (let k = 0; k < j; k += 1) d -= (lower[j * n + k] ?? 0) ** 2 * (diagonal[k] ?? 0);
    if (!(d > 1e-9)) return null;
    diagonal[j] = d;
    for (let i = j + 1; i < n; i += 1) {
      let sum = a(i, j);
      for (let k = 0; k < j; k += 1)
        sum -= (lower[i * n + k] ?? 0) * (lower[j * n + k] ?? 0) * (diagonal[k] ?? 0);
      lower[i * n + j] = sum / d;
    }
  }
  for (let i = 0; i < n; i += 1)
    for (let k = 0; k < i; k += 1)
      solved[i] = (solved[i] ?? 0) - (lower[i * n + k] ?? 0) * (solved[k] ?? 0);
  for (let i = n - 1; i >= 0; i -= 1) {
    solved[i] = (solved[i] ?? 0) / (diagonal[i] ?? 1);
    for (let k = i + 1; k < n; k += 1)
      solved[i] = (solved[i] ?? 0) - (lower[k * n + i] ?? 0) * (solved[k] ?? 0);
  }
  return solved;
};

const grown = (size: number, start: number, by: number): number => {
  const change = Math.log(size / start) + clamp(by, 0.05);
  return start * Math.exp(clamp(change, MOST_GROWTH));
};

const clamp = (value: number, most: number): number => Math.min(Math.max(value, -most), most);
