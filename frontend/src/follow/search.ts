/** Looks for a patch in the whole neighbourhood, for when it is not where it was expected. */
import { align, type Fit } from "./align";
import { correlated, cut, type Grid, gridOf, levelOf, type Patch, sampleInto } from "./patch";
import type { Pyramid, Spot } from "./plane";

/** Sizes tried besides the same one. */
const SIZES = [1, 0.95, 1.05] as const;
/** The coarse grid has this many samples across its longer side. */
const COARSE = 10;
/** Places that are looked at closely. */
const FINALISTS = 3;

/** The best fit whose middle lies within `reach` pixels of the start, a square. */
export const search = (pyramid: Pyramid, patch: Patch, start: Spot, reach: number): Fit => {
  const coarse = coarseOf(patch);
  const found: Fit[] = [];
  const values = new Float32Array(coarse.values.length);
  for (const size of SIZES) {
    const spot = { ...start, width: start.width * size, height: start.height * size };
    const level = levelOf(pyramid, spot, coarse.grid);
    const plane = pyramid[level];
    if (!plane) continue;
    const shrink = 2 ** level;
    // Half a sample apart no peak is missed.
    const step = Math.max(spot.width / coarse.grid.across, spot.height / coarse.grid.down) / 2;
    const steps = Math.min(Math.ceil(reach / step), 24);
    for (let down = -steps; down <= steps; down += 1)
      for (let across = -steps; across <= steps; across += 1) {
        const at = { ...spot, x: spot.x + across * step, y: spot.y + down * step };
        sampleInto(values, plane, at, coarse.grid, shrink);
        const score = correlated(coarse.grid, values, coarse.values, coarse.grid.weights);
        keep(found, { spot: at, score }, 2 * step);
      }
  }
  return found.reduce<Fit>(
    (best, { spot }) => {
      const fit = align(pyramid, patch, spot);
      return fit.score > best.score ? fit : best;
    },
    { spot: start, score: -1 },
  );
};

/** Keeps the best few that lie apart. */
const keep = (found: Fit[], fit: Fit, apart: number): void => {
  const last = found[FINALISTS - 1];
  if (last && last.score >= fit.score) return;
  const near = found.findIndex(
    ({ spot }) => Math.hypot(spot.x - fit.spot.x, spot.y - fit.spot.y) < apart,
  );
  const rival = found[near];
  if (rival && rival.score >= fit.score) return;
  if (rival) found.splice(near, 1);
  found.push(fit);
  found.sort((a, b) => b.score - a.score);
  found.length = Math.min(found.length, FINALISTS);
};

/** The patch on a grid of few samples, each the mean of those it stands for. */
const coarseOf = (patch: Patch): Patch => {
  const { across, down } = patch.grid;
  const longer = Math.max(across, down);
  const shape = { x: 0, y: 0, width: (across * COARSE) / longer, height: (down * COARSE) / longer };
  const small = gridOf({
    ...shape,
    width: Math.max(shape.width, 4),
    height: Math.max(shape.height, 4),
  });
  const plane = {
    width: across + 2,
    height: down + 2,
    data: Uint8Array.from(patch.values, (value) => Math.round(value)),
  };
  const grid: Grid = small;
  const spot = { x: plane.width / 2, y: plane.height / 2, width: across, height: down };
  return cut([blurred(plane, across / grid.across)], spot, grid);
};

/** A mean over a square of about `width` samples. */
const blurred = (
  plane: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  width: number,
): { readonly width: number; readonly height: number; readonly data: Uint8Array } => {
  const arm = Math.max(0, Math.round((width - 1) / 2));
  if (arm === 0) return plane;
  const data = new Uint8Array(plane.data.length);
  for (let y = 0; y < plane.height; y += 1)
    for (let x = 0; x < plane.width; x += 1) {
      let [sum, count] = [0, 0];
      for (let v = Math.max(0, y - arm); v <= Math.min(plane.height - 1, y + arm); v += 1)
        for (let u = Math.max(0, x - arm); u <= Math.min(plane.width - 1, x + arm); u += 1) {
          sum += plane.data[v * plane.width + u] ?? 0;
          count += 1;
        }
      data[y * plane.width + x] = Math.round(sum / count);
    }
  return { ...plane, data };
};
