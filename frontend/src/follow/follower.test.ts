import { describe, expect, it } from "vitest";
import { drawn, overlap, type Scene } from "./drawn";
import { Follower } from "./follower";
import { pyramidOf } from "./plane";

const SIZE = { width: 240, height: 136 };
const still = { x: 80, y: 60, width: 44, height: 34 };

/** Follows through `count` frames; the overlap with the truth at each, and where it stopped. */
const follow = (scene: Scene, count: number) => {
  const start = scene.spotAt(0) ?? still;
  const follower = new Follower(pyramidOf(drawn(scene, 0)), start);
  const overlaps: number[] = [];
  for (let at = 1; at < count; at += 1) {
    const found = follower.step(pyramidOf(drawn(scene, at)));
    if (!found) return { overlaps, stop: follower.stop, at };
    const truth = scene.spotAt(at);
    if (truth && found.isSeen) overlaps.push(overlap(found.spot, truth));
  }
  return { overlaps, stop: follower.stop, at: count };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("following a spot", () => {
  it("keeps to a thing that moves in a curve", () => {
    const spotAt = (at: number) => ({ ...still, x: 60 + 2.5 * at, y: 66 + 30 * Math.sin(at / 8) });
    const { overlaps, stop } = follow({ ...SIZE, spotAt }, 50);
    expect(stop).toBeNull();
    expect(mean(overlaps)).toBeGreaterThan(0.9);
  });

  it("keeps to a thing that comes closer", () => {
    const spotAt = (at: number) => {
      const size = 1 + at / 40;
      return { x: 100 + at, y: 66, width: 36 * size, height: 30 * size };
    };
    const { overlaps, stop } = follow({ ...SIZE, spotAt }, 40);
    expect(stop).toBeNull();
    expect(mean(overlaps)).toBeGreaterThan(0.85);
  });

  it("keeps to a thing that changes its look while the light changes", () => {
    const spotAt = (at: number) => ({ ...still, x: 70 + 1.5 * at });
    const { overlaps, stop } = follow({ ...SIZE, spotAt, morph: 0.02, brighter: 0.8 }, 50);
    expect(stop).toBeNull();
    expect(mean(overlaps)).toBeGreaterThan(0.8);
  });

  it("finds a thing that jumps", () => {
    const spotAt = (at: number) => ({ ...still, x: at < 10 ? 70 : 105, y: at < 10 ? 60 : 72 });
    const { overlaps, stop } = follow({ ...SIZE, spotAt }, 20);
    expect(stop).toBeNull();
    expect(mean(overlaps.slice(10))).toBeGreaterThan(0.85);
  });

  it("finds a thing again that was hidden for three frames", () => {
    const spotAt = (at: number) => (at >= 10 && at < 13 ? null : { ...still, x: 70 + 2 * at });
    const { overlaps, stop } = follow({ ...SIZE, spotAt }, 30);
    expect(stop).toBeNull();
    expect(mean(overlaps)).toBeGreaterThan(0.85);
  });

  it("says that a thing is lost soon after it has gone", () => {
    const spotAt = (at: number) => (at >= 12 ? null : { ...still, x: 70 + at });
    const { stop, at } = follow({ ...SIZE, spotAt }, 40);
    expect(stop).toBe("lost");
    expect(at).toBeLessThan(20);
  });

  it("says that a thing left the picture", () => {
    const spotAt = (at: number) => ({ ...still, x: 150 + 4 * at });
    const { stop, overlaps } = follow({ ...SIZE, spotAt }, 40);
    expect(stop).toBe("left");
    expect(mean(overlaps)).toBeGreaterThan(0.8);
  });

  it("does not follow a thing that shrinks to nothing at once", () => {
    const spotAt = (at: number) => {
      const size = at < 10 ? 1 : 0.94 ** (at - 10);
      return { ...still, width: 60 * size, height: 50 * size };
    };
    const { stop, at } = follow({ ...SIZE, spotAt }, 40);
    expect(stop).toBe("lost");
    expect(at).toBeLessThan(20);
  });

  it("stops where the scene changes", () => {
    const spotAt = (at: number) => (at < 15 ? { ...still, x: 70 + at } : null);
    const { stop, at } = follow({ ...SIZE, spotAt, cutAt: 15 }, 30);
    expect(stop).toBe("cut");
    expect(at).toBe(15);
  });

  it("refuses a box with nothing in it to follow", () => {
    const plain = { width: 64, height: 64, data: new Uint8Array(64 * 64).fill(90) };
    const follower = new Follower(pyramidOf(plain), { x: 32, y: 32, width: 20, height: 20 });
    expect(follower.stop).toBe("plain");
    expect(follower.step(pyramidOf(plain))).toBeNull();
  });
});
