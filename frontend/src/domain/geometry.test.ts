import { describe, expect, it } from "vitest";
import {
  type Box,
  between,
  clamped,
  fromPixels,
  iou,
  isInside,
  toPixels,
  unionOf,
} from "./geometry";

describe("box", () => {
  it("is a fraction of the displayed frame", () => {
    // 320 of 1280 is a quarter, 72 of 720 a tenth.
    expect(fromPixels([320, 72, 640, 360], 1280, 720)).toEqual([0.25, 0.1, 0.5, 0.5]);
    expect(toPixels([0.25, 0.1, 0.5, 0.5], 1280, 720)).toEqual([320, 72, 640, 360]);
  });

  it.each<[Box, boolean]>([
    [[0, 0, 1, 1], true],
    [[-5e-7, 0, 1, 1], true],
    [[5e-7, 0, 1, 1], true],
    [[0, 5e-7, 1, 1], true],
    [[-2e-6, 0, 0.5, 0.5], false],
    [[0, -2e-6, 0.5, 0.5], false],
    [[0.5, 0, 0.500002, 1], false],
    [[0, 0.5, 1, 0.500002], false],
  ])("%j inside: %s", (box, inside) => {
    expect(isInside(box)).toBe(inside);
  });

  it("is clamped to the part inside", () => {
    expect(clamped([-0.25, 0.5, 0.75, 1])).toEqual([0, 0.5, 0.5, 0.5]);
    expect(clamped([0.75, -0.5, 1, 1])).toEqual([0.75, 0, 0.25, 0.5]);
    expect(clamped([1, 0, 0.5, 0.5])).toBeNull();
  });

  it("keeps its last digits when it is inside already", () => {
    // 0.1 + 0.2 - 0.1 is 0.20000000000000004.
    expect(clamped([0.1, 0.1, 0.2, 0.2])).toEqual([0.1, 0.1, 0.2, 0.2]);
  });

  it("reaches around two", () => {
    expect(unionOf([0, 0.5, 0.25, 0.25], [0.5, 0.25, 0.5, 0.25])).toEqual([0, 0.25, 1, 0.5]);
  });

  it("moves linearly", () => {
    expect(between([0, 0, 0.5, 1], [1, 0.5, 0.25, 0.5], 0.5)).toEqual([0.5, 0.25, 0.375, 0.75]);
  });

  it("has no overlap to speak of when too small to measure", () => {
    expect(iou([0, 0, 1e-200, 1e-200], [0, 0, 1e-200, 1e-200])).toBe(0);
  });
});
