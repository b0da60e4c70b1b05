import { describe, expect, it } from "vitest";
import type { Activity, Job } from "@/api/types";
import { NOTHING, newsOf, parseSeen, seenOf } from "./news";

const job = (id: number, state: Job["state"], finished: string | null = null): Job => ({
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
  finished_at: finished,
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
    const before = seenOf(
      NOTHING,
      activity({ going: [job(7, "running")], imports: imports(3, null) }),
    );
    expect(before).toEqual({ jobs: [7], batch: 3, until: "" });
    const now = activity({
      ended: [job(7, "done"), job(6, "done")],
      imports: imports(3, "2026-11-27T00:00:00Z"),
    });
    expect(newsOf(before, now).jobs.map(({ id }) => id)).toEqual([7]);
    expect(newsOf(before, now).imports?.batch).toBe(3);
    expect(newsOf(seenOf(before, now), now)).toEqual({ jobs: [], imports: null });
  });

  it("is told of what began and ended between two looks, or ran again, the newest last", () => {
    const first = activity({ ended: [job(7, "failed", "2026-11-27T00:00:01Z")] });
    const before = seenOf(NOTHING, first);
    expect(before.until).toBe("2026-11-27T00:00:01Z");
    const now = activity({
      ended: [
        job(9, "done", "2026-11-27T00:00:04Z"),
        job(8, "cancelled", "2026-11-27T00:00:03Z"),
        job(7, "done", "2026-11-27T00:00:02Z"),
      ],
      imports: imports(3, "2026-11-27T00:00:05Z"),
    });
    expect(newsOf(before, now).jobs.map(({ id }) => id)).toEqual([7, 8, 9]);
    expect(newsOf(before, now).imports?.batch).toBe(3);
    const after = seenOf(before, now);
    expect(newsOf(after, now)).toEqual({ jobs: [], imports: null });
    expect(seenOf(after, activity({})).until).toBe("2026-11-27T00:00:05Z");
    const none = seenOf(NOTHING, activity({}));
    expect(newsOf(none, first).jobs.map(({ id }) => id)).toEqual([7]);
  });

  it("is no news to who looks the first time", () => {
    const now = activity({ ended: [job(7, "failed")], imports: imports(3, "2026") });
    expect(newsOf(NOTHING, now)).toEqual({ jobs: [], imports: null });
  });

  it("survives a reload, and whatever else stands in the store", () => {
    const before = { jobs: [7], batch: 3, until: "2026-11-27T00:00:00Z" };
    expect(parseSeen(JSON.stringify(before))).toEqual(before);
    for (const text of [null, "", "[", "3", '{"jobs":"x","batch":"y","until":0}'])
      expect(parseSeen(text)).toEqual(NOTHING);
  });
});
