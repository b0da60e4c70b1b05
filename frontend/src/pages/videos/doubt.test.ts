import { expect, it } from "vitest";
import { leaningOf, newestOf } from "./doubt";

it("leans by thirds", () => {
  expect([1, 2 / 3, 0.66, 0.5, 1 / 3, 0.33, 0].map(leaningOf)).toEqual([
    "fake",
    "fake",
    "doubt",
    "doubt",
    "doubt",
    "real",
    "real",
  ]);
});

it("keeps the newest of each video", () => {
  const rows = [
    { video: 1, p_fake: 0.9, bins: [] },
    { video: 2, p_fake: 0.2, bins: [] },
    { video: 1, p_fake: 0.1, bins: [] },
  ];
  expect([...newestOf(rows).values()].map(({ p_fake }) => p_fake)).toEqual([0.9, 0.2]);
});
