import { describe, expect, it } from "vitest";
import { isNeutral, NEUTRAL, nextEnhancement, toneCurve, toned } from "./grade";

describe("the tone curve", () => {
  it("is the diagonal when nothing is changed", () => {
    expect(isNeutral(NEUTRAL)).toBe(true);
    for (const [index, value] of toneCurve(NEUTRAL, 5).entries())
      expect(value).toBeCloseTo(index / 4);
  });

  it("multiplies by the brightness and ends at white", () => {
    const grade = { ...NEUTRAL, brightness: 2 };
    expect(toned(grade, 0.25)).toBeCloseTo(0.5);
    expect(toned(grade, 0.75)).toBe(1);
  });

  it("spreads contrast about the middle", () => {
    const grade = { ...NEUTRAL, contrast: 2 };
    expect(toned(grade, 0.5)).toBeCloseTo(0.5);
    expect(toned(grade, 0.6)).toBeCloseTo(0.7);
    expect(toned(grade, 0.1)).toBe(0);
  });

  it("opens the shadows with a gamma above 1, and leaves black and white", () => {
    const grade = { ...NEUTRAL, gamma: 2 };
    expect(toned(grade, 0.25)).toBeCloseTo(0.5); // the square root
    expect([toned(grade, 0), toned(grade, 1)]).toEqual([0, 1]);
  });
});

it("goes round the enhancements", () => {
  const first = nextEnhancement("none");
  const second = nextEnhancement(first);
  expect([first, second, nextEnhancement(second)]).toEqual(["contrast", "edges", "none"]);
});
