import { describe, expect, it } from "vitest";
import type { Colours } from "./colours";
import { drawn, type Scene } from "./drawn";
import type { Spot } from "./plane";
import { Trail } from "./trail";

const SIZE = { width: 240, height: 136 };
const still = { x: 70, y: 60, width: 44, height: 34 };

/** The drawn picture without colour. */
const grey = (scene: Scene, at: number): Colours => {
  const { width, height, data } = drawn(scene, at);
  const none = new Uint8Array((width * height) / 4).fill(128);
  const half = { data: none, offset: 0, stride: width / 2, step: 1, halvings: 1 } as const;
  const brightness = { data, offset: 0, stride: width, step: 1, halvings: 0 } as const;
  return { width, height, brightness, blue: half, red: half };
};

const fraction = ({ x, y, width, height }: Spot) =>
  [
    (x - width / 2) / SIZE.width,
    (y - height / 2) / SIZE.height,
    width / SIZE.width,
    height / SIZE.height,
  ] as const;

const trailOf = (spotAt: Scene["spotAt"], count: number): Trail => {
  const scene = { ...SIZE, spotAt };
  const trail = new Trail(grey(scene, 0), fraction(spotAt(0) ?? still));
  for (let at = 1; at < count; at += 1) if (!trail.step(grey(scene, at))) break;
  return trail;
};

describe("the way of a box", () => {
  it("becomes few keyframes, the first of which is the box as it was drawn", () => {
    const trail = trailOf((at) => ({ ...still, x: 70 + 2 * at }), 30);
    const keyframes = trail.keyframes(SIZE);
    expect(trail.reached).toBe(29);
    expect(keyframes[0]).toEqual({ index: 0, box: fraction(still) });
    expect(keyframes.at(-1)?.index).toBe(29);
    expect(keyframes.length).toBeLessThanOrEqual(4);
    expect(keyframes.at(-1)?.box[0]).toBeCloseTo((70 + 58 - 22) / 240, 1);
  });

  it("ends where the thing was last seen", () => {
    const trail = trailOf((at) => (at < 12 ? { ...still, x: 70 + at } : null), 30);
    expect(trail.stop).toBe("lost");
    expect(trail.reached).toBeGreaterThanOrEqual(10);
    expect(trail.reached).toBeLessThanOrEqual(12);
    expect(trail.keyframes(SIZE).at(-1)?.index).toBe(trail.reached);
  });

  it("goes straight through frames in which nothing was seen", () => {
    const trail = trailOf((at) => (at >= 10 && at < 13 ? null : { ...still, x: 70 + 2 * at }), 25);
    expect(trail.reached).toBe(24);
    expect(trail.keyframes(SIZE).length).toBeLessThanOrEqual(6);
  });
});
