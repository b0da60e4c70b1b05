import { describe, expect, it } from "vitest";
import { around, FLIP_MS, framesOf, LEAST_FLIP_MS, neighbourOf } from "./look";

describe("a look", () => {
  it("compares with the frame before, and at the clip's start with the one after", () => {
    expect(neighbourOf(7, -1, 40)).toBe(6);
    expect(neighbourOf(0, -1, 40)).toBe(1);
    expect(neighbourOf(2, -5, 40)).toBe(7);
    expect(neighbourOf(39, 1, 40)).toBe(38);
  });

  it("finds a neighbour even where the clip is shorter than the reach", () => {
    expect(neighbourOf(1, -5, 3)).toBe(2);
    expect(neighbourOf(0, -1, 1)).toBe(0);
  });

  it("needs no decoded frame for the plain picture and for the source", () => {
    expect(framesOf("plain", 5, -1, 40)).toEqual([]);
    expect(framesOf("original", 5, -1, 40)).toEqual([]);
    expect(framesOf("difference", 5, -1, 40)).toEqual([5, 4]);
    expect(framesOf("flip", 5, -2, 40)).toEqual([3]);
  });

  it("wants the nearest frames first and none twice", () => {
    expect(around(5, -1, 40, [1, -1])).toEqual([5, 4, 6, 3]);
    expect(around(0, -1, 2, [1, -1])).toEqual([0, 1]);
  });

  it("flips at most three times a second", () => {
    expect(1000 / LEAST_FLIP_MS).toBeLessThanOrEqual(3);
    expect(FLIP_MS).toBeGreaterThan(LEAST_FLIP_MS);
  });
});
