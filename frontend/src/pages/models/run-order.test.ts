import { describe, expect, it } from "vitest";
import type { Checkpoint } from "@/api/types";
import { defaultWish, orderOf, settingsOf, withBackend } from "./run-order";

const serving = { backend: "tracenet" } as Checkpoint;

describe("the wish for a run", () => {
  it("goes on from what serves, where something serves", () => {
    expect(defaultWish(1, serving)).toMatchObject({ backend: "tracenet", start: "serving" });
    expect(defaultWish(1, null)).toMatchObject({ backend: "tracenet", start: "scratch" });
  });

  it("starts from scratch with a backend that cannot go on from what serves", () => {
    const wish = withBackend(defaultWish(1, serving), "mllm", serving);
    expect(wish).toMatchObject({ start: "scratch", minutes: 120, gpus: 1 });
  });

  it("keeps minutes that somebody chose", () => {
    const wish = withBackend({ ...defaultWish(1, null), minutes: 3 }, "mllm", null);
    expect(wish.minutes).toBe(3);
  });
});

describe("the order of a run", () => {
  it("holds what was asked and leaves the rest to defaults", () => {
    expect(orderOf("clips", { ...defaultWish(7, null), note: " more hands " })).toEqual({
      project: "clips",
      snapshot: 7,
      backend: "tracenet",
      init: null,
      note: "more hands",
      config: { minutes: 10, seed: 0 },
    });
  });

  it("names no settings beside a checkpoint, which brings its own", () => {
    const wish = { ...defaultWish(7, serving), settings: '{"batch": 8}', threads: 2 };
    expect(orderOf("clips", wish)?.config).toEqual({ minutes: 10, seed: 0, threads: 2 });
    expect(orderOf("clips", { ...wish, start: "scratch" })?.config).toMatchObject({
      settings: { batch: 8 },
    });
  });

  it("is none without a snapshot or with settings that are no object", () => {
    expect(orderOf("clips", defaultWish(null, null))).toBeNull();
    expect(orderOf("clips", { ...defaultWish(1, null), settings: "[1]" })).toBeNull();
    expect(orderOf("clips", { ...defaultWish(1, null), backend: "mllm" })).toBeNull();
    expect(settingsOf("{")).toBeNull();
    expect(settingsOf(" ")).toEqual({});
  });
});
