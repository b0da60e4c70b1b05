import { describe, expect, it } from "vitest";
import { doubtsOf } from "./snapshot-doubts";

describe("doubts about a snapshot", () => {
  it("has none of many videos in three splits", () => {
    expect(doubtsOf({ videos: 60, splits: { train: 40, val: 10, test: 10 } })).toEqual([]);
  });

  it("misses splits that no video can be dealt to", () => {
    expect(doubtsOf({ videos: 60, splits: { train: 60 } })).toEqual(["no_val", "no_test"]);
    expect(doubtsOf({ videos: 60, splits: { train: 40, "": 20 } })).toEqual([]);
  });

  it("says that few are few, and of nothing only that", () => {
    expect(doubtsOf({ videos: 49, splits: { "": 49 } })).toEqual(["few"]);
    expect(doubtsOf({ videos: 0, splits: {} })).toEqual(["empty"]);
  });
});
