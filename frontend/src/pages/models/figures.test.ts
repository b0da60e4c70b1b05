import { describe, expect, it } from "vitest";
import { FIGURES, figureOf, measured, minus, SUMMARY_FIGURES, verdictOn } from "./figures";

const named = (key: string) => {
  const figure = figureOf(key);
  if (!figure) throw new Error(key);
  return figure;
};

describe("figures", () => {
  it("are the fifteen that an evaluation has, six of them in summaries", () => {
    expect(FIGURES).toHaveLength(15);
    expect(SUMMARY_FIGURES).toHaveLength(6);
  });

  it("have no value where the set does not define one", () => {
    expect(measured({ auroc: null }, "auroc")).toBeNull();
    expect(measured({ auroc: 91.5 }, "auroc")).toBe(91.5);
    expect(measured(null, "auroc")).toBeNull();
    expect(measured({ judge: "local" }, "judge")).toBeNull();
  });

  it("are better in their own direction, and alike below what one decimal shows", () => {
    expect(verdictOn(named("accuracy"), 1)).toBe("better");
    expect(verdictOn(named("ece"), 4)).toBe("worse");
    expect(verdictOn(named("ece"), -4)).toBe("better");
    expect(verdictOn(named("ece"), 0.04)).toBe("alike");
    expect(minus(3, 1)).toBe(2);
    expect(minus(null, 5)).toBeNull();
  });
});
