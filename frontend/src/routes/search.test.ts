import { expect, it } from "vitest";
import { videoSearch } from "./search";

it("keeps the filters it knows and drops the rest", () => {
  expect(
    videoSearch({ state: "ready", label: "", search: 42, video: "7", page: "3", split: null }),
  ).toEqual({ state: "ready", search: "42", video: 7 });
});

it("drops a video that is no number", () => {
  expect(videoSearch({ video: "x" })).toEqual({});
  expect(videoSearch({ video: 0 })).toEqual({});
  expect(videoSearch({ video: "1.5" })).toEqual({});
});
