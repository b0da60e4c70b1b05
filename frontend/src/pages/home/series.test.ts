import { describe, expect, it } from "vitest";
import { acceptedShares, hasWork, pointsOf, shareOf, tempoOf, type WorkPoint } from "./series";

const NONE: WorkPoint = {
  date: "1970-01-01",
  submitted: 0,
  traces: 0,
  active_seconds: 0,
  decided: 0,
  accepted_at_first: 0,
  returned: 0,
  q1: null,
  median: null,
  q3: null,
};

describe("series of work", () => {
  it("leaves out the days without a median, but counts their nothing", () => {
    const points = [NONE, { ...NONE, date: "1970-01-03", submitted: 2, median: 31 }];
    expect(pointsOf(points, "median")).toEqual([{ x: 2, y: 31 }]);
    expect(pointsOf(points, "submitted")).toEqual([
      { x: 0, y: 0 },
      { x: 2, y: 2 },
    ]);
  });

  it("knows when there is nothing to show", () => {
    expect(hasWork([NONE, NONE])).toBe(false);
    expect(hasWork([NONE, { ...NONE, submitted: 1 }])).toBe(true);
  });

  it("gives shares where something was decided", () => {
    const points = [NONE, { ...NONE, date: "1970-01-08", decided: 3, accepted_at_first: 2 }];
    expect(acceptedShares(points)).toEqual([{ x: 7, y: 67 }]);
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(1, 4)).toBe(0.25);
  });

  it("compares a person only with themselves, and gently", () => {
    expect(tempoOf(40, 41)).toBe("usual");
    expect(tempoOf(30, 41)).toBe("quicker");
    expect(tempoOf(52, 41)).toBe("slower");
    expect(tempoOf(null, 41)).toBeNull();
    expect(tempoOf(40, null)).toBeNull();
  });
});
