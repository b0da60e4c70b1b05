import { describe, expect, it } from "vitest";
import { type Landmark, snapped } from "./snap";

const marks: readonly Landmark[] = [
  { at: 10, kind: "edge" },
  { at: 14, kind: "playhead" },
];

describe("snapping", () => {
  it("takes the nearest landmark in reach", () => {
    expect(snapped(11.5, marks, 3)).toEqual({ at: 10, landmark: marks[0] });
    expect(snapped(12.5, marks, 3)).toEqual({ at: 14, landmark: marks[1] });
  });

  it("rounds to a boundary when nothing is near", () => {
    expect(snapped(20.4, marks, 3)).toEqual({ at: 20, landmark: null });
    expect(snapped(12.6, marks, 0)).toEqual({ at: 13, landmark: null });
  });
});
