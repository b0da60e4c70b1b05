import { describe, expect, it } from "vitest";
import type { Job } from "@/api/types";
import { allOf, type Imports, importsLeft, secondsLeft, shareOf } from "./progress";

const START = "2026-11-27T00:00:00Z";
const at = (seconds: number): number => Date.parse(START) + seconds * 1000;

const job: Job = {
  id: 1,
  project: "clips",
  kind: "export",
  video: null,
  state: "running",
  progress: 0.25,
  attempts: 1,
  error: "",
  created_at: START,
  started_at: START,
  finished_at: null,
};

const imports: Imports = {
  batch: 1,
  queued: 5,
  running: 1,
  done: 3,
  failed: 1,
  cancelled: 0,
  started_at: START,
  finished_at: null,
};

describe("the time that is left", () => {
  it("is what the rest takes at the speed so far", () => {
    // A quarter took 20 s, so three quarters take 60 s.
    expect(secondsLeft(job, at(20))).toBe(60);
  });

  it("is not guessed of what waits, has just begun or has ended", () => {
    expect(secondsLeft({ ...job, state: "queued" }, at(20))).toBeNull();
    expect(secondsLeft({ ...job, started_at: null }, at(20))).toBeNull();
    expect(secondsLeft({ ...job, progress: 0.01 }, at(20))).toBeNull();
    expect(secondsLeft(job, at(1))).toBeNull();
    expect(secondsLeft({ ...job, progress: 1 }, at(20))).toBeNull();
  });

  it("counts imports as one", () => {
    expect(allOf(imports)).toBe(10);
    expect(shareOf(imports)).toBeCloseTo(0.4);
    // Four of ten took 40 s, so six take 60 s.
    expect(importsLeft(imports, at(40))).toBeCloseTo(60);
    expect(importsLeft({ ...imports, finished_at: START }, at(40))).toBeNull();
  });
});
