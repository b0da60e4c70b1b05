import { describe, expect, it } from "vitest";
import { dateOf, dayOf, dayTicks } from "./days";

describe("days", () => {
  it("are whole numbers, there and back", () => {
    expect(dayOf("1970-01-02")).toBe(1);
    expect(dateOf(dayOf("2026-11-27"))).toBe("2026-11-27");
  });

  it("follow one another over the change to summer time", () => {
    expect(dayOf("2026-03-30") - dayOf("2026-03-28")).toBe(2);
  });

  it("are named few enough to be read", () => {
    // Fourteen days, at most five names: every third.
    expect(dayTicks(0, 13, 5, 1)).toEqual([0, 3, 6, 9, 12]);
    expect(dayTicks(0, 3, 8, 1)).toEqual([0, 1, 2, 3]);
  });

  it("stay on the beginnings of weeks", () => {
    expect(dayTicks(3, 3 + 7 * 12, 5, 7)).toEqual([3, 24, 45, 66, 87]);
  });
});
