import { describe, expect, it } from "vitest";
import { type Mark, pinsAt } from "./pins";

const LEFT = [0.1, 0.1, 0.2, 0.2] as const;
const RIGHT = [0.6, 0.1, 0.2, 0.2] as const;
const marks: readonly Mark[] = [
  { frame: 7, box: LEFT, number: 1 },
  { frame: 9, box: LEFT, number: 2 },
  { frame: 7, box: RIGHT, number: 3 },
];

describe("pins", () => {
  it("show every comment of the frame with its number, none of another", () => {
    expect(pinsAt(7, marks, null).map(({ number }) => number)).toEqual([1, 3]);
    expect(pinsAt(8, marks, null)).toEqual([]);
  });

  it("have the chosen one on top, and no other twice", () => {
    expect(pinsAt(7, marks, { frame: 7, box: [...LEFT] })).toEqual([
      { box: RIGHT, number: 3, isChosen: false },
      { box: LEFT, number: 1, isChosen: true },
    ]);
  });

  it("show what is being drawn without a number, and only where it is", () => {
    const drawn = { frame: 8, box: RIGHT };
    expect(pinsAt(8, marks, drawn)).toEqual([{ box: RIGHT, number: null, isChosen: true }]);
    expect(pinsAt(9, marks, drawn)).toEqual([{ box: LEFT, number: 2, isChosen: false }]);
  });
});
