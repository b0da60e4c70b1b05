import { describe, expect, it } from "vitest";
import type { Activity, Job } from "@/api/types";
import { NOTHING, newsOf, parseSeen, seenOf } from "./news";

const job = (id: number, state: Job["state"]): Job => ({
  id,
  project: "clips",
  kind: "export",
  video: null,
  state,
  progress: 0,
  attempts: 1,
  error: "",
  created_at: "",
  started_at: null,
  finished_at: null,
});

const imports = (batch: number, finished: string | null): NonNullable<Activity["imports"]> => ({
  batch,
  queued: 0,
  running: 0,
  done: 1,
  failed: 0,
  cancelled: 0,
  started_at: null,
  finished_at: finished,
});

const activity = (parts: Partial<Activity>): Activity => ({
  imports: null,
  going: [],
  ended: [],
  ...parts,
});

describe("what has ended", () => {
  it("is told once, of what was seen going on", () => {
    const before = seenOf(activity({ going: [job(7, "running")], imports: imports(3, null) }));
    expect(before).toEqual({ jobs: [7], batch: 3 });
    const now = activity({
      ended: [job(7, "done"), job(6, "done")],
      imports: imports(3, "2026-11-27T00:00:00Z"),
    });
    expect(newsOf(before, now).jobs.map(({ id }) => id)).toEqual([7]);
    expect(newsOf(before, now).imports?.batch).toBe(3);
    expect(newsOf(seenOf(now), now)).toEqual({ jobs: [], imports: null });
  });

  it("is no news to who looks the first time", () => {
    const now = activity({ ended: [job(7, "failed")], imports: imports(3, "2026") });
    expect(newsOf(NOTHING, now)).toEqual({ jobs: [], imports: null });
  });

  it("survives a reload, and whatever else stands in the store", () => {
    const before = { jobs: [7], batch: 3 };
    expect(parseSeen(JSON.stringify(before))).toEqual(before);
    for (const text of [null, "", "[", "3", '{"jobs":"x","batch":"y"}'])
      expect(parseSeen(text)).toEqual(NOTHING);
  });
});
