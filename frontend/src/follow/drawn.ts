/** Pictures with known tracks, for the tests: a textured thing moving over a textured ground. */
import type { Plane, Spot } from "./plane";

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Where the thing is at frame `at`; null where it is not there. */
  readonly spotAt: (at: number) => Spot | null;
  /** Added to the thing's texture coordinates over time, so that its look changes. */
  readonly morph?: number;
  /** Added to every grey level, per frame. */
  readonly brighter?: number;
  /** Another ground from this frame on. */
  readonly cutAt?: number;
}

/** Smooth noise from -1 to 1 that is the same for the same place and seed. */
const noise = (x: number, y: number, seed: number): number => {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = ease(x - left);
  const v = ease(y - top);
  const at = (i: number, j: number): number => hash(left + i, top + j, seed);
  return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v;
};

const ease = (t: number): number => t * t * (3 - 2 * t);

const hash = (x: number, y: number, seed: number): number => {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 1274126177);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 31 - 1;
};

export const drawn = (scene: Scene, at: number): Plane => {
  const { width, height, morph = 0, brighter = 0, cutAt = Number.POSITIVE_INFINITY } = scene;
  const spot = scene.spotAt(at);
  const data = new Uint8Array(width * height);
  const ground = at >= cutAt ? 9 : 1;
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const x = column + 0.5;
      const y = row + 0.5;
      let grey = 110 + 45 * noise(x / 23, y / 23, ground) + 20 * noise(x / 6, y / 6, ground + 1);
      if (spot) {
        const u = (x - spot.x) / spot.width;
        const v = (y - spot.y) / spot.height;
        // An ellipse: the corners of its box are ground.
        if (u * u + v * v < 0.25)
          grey =
            130 +
            60 * noise(4 * u + 50, 4 * v + morph * at, 3) +
            30 * noise(10 * u + 50, 10 * v + morph * at, 4);
      }
      data[row * width + column] = Math.min(Math.max(grey + brighter * at, 0), 255);
    }
  return { width, height, data };
};

/** The overlap of two spots as a share of what either covers. */
export const overlap = (a: Spot, b: Spot): number => {
  const across =
    Math.min(a.x + a.width / 2, b.x + b.width / 2) - Math.max(a.x - a.width / 2, b.x - b.width / 2);
  const down =
    Math.min(a.y + a.height / 2, b.y + b.height / 2) -
    Math.max(a.y - a.height / 2, b.y - b.height / 2);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.width * a.height + b.width * b.height - shared);
};
