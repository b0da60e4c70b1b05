import { describe, expect, it } from "vitest";
import { nearest, rangeOf, shareIn, thinned, ticksOf } from "./chart-scale";

describe("the scale of a chart", () => {
  it("has round ticks inside its range", () => {
    expect(ticksOf({ low: 0, high: 1 }, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticksOf({ low: 0.13, high: 0.42 }, 4)).toEqual([0.2, 0.3, 0.4]);
    expect(ticksOf({ low: 0, high: 2400 }, 5)).toEqual([0, 1000, 2000]);
  });

  it("widens to ticks, and gives a lone value room", () => {
    expect(rangeOf([0.13, 0.42], 4)).toEqual({ low: 0.1, high: 0.5 });
    expect(rangeOf([3, 3])).toEqual({ low: 1.5, high: 4.5 });
    expect(rangeOf([Number.NaN])).toBeNull();
  });

  it("maps its ends to 0 and 1", () => {
    expect(shareIn({ low: 2, high: 6 }, 5)).toBe(0.75);
  });

  it("thins to the first, the last and some between", () => {
    expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
    expect(thinned([1, 2], 3)).toEqual([1, 2]);
  });

  it("finds the nearest point by x", () => {
    const points = [0, 10, 20].map((x) => ({ x, y: x }));
    expect(nearest(points, 14)?.x).toBe(10);
    expect(nearest(points, 99)?.x).toBe(20);
    expect(nearest([], 1)).toBeNull();
  });
});
