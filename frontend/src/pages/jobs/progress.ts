/** How far background work is and how long it may still take, in seconds. */
import type { Activity, Job } from "@/api/types";

export type Imports = NonNullable<Activity["imports"]>;

/** Before this much is done, or this long has passed, a guess would only jump about. */
const LEAST_SHARE = 0.03;
const LEAST_SECONDS = 3;

const guess = (share: number, startedAt: string | null, now: number): number | null => {
  if (startedAt === null || share < LEAST_SHARE || share >= 1) return null;
  const spent = (now - Date.parse(startedAt)) / 1000;
  return spent < LEAST_SECONDS ? null : (spent / share) * (1 - share);
};

/** Null where it cannot be known: it waits, has just begun, or has ended. `now` in milliseconds. */
export const secondsLeft = (job: Job, now: number): number | null =>
  job.state === "running" ? guess(job.progress, job.started_at, now) : null;

const endedOf = ({ done, failed, cancelled }: Imports): number => done + failed + cancelled;

export const allOf = (imports: Imports): number =>
  endedOf(imports) + imports.queued + imports.running;

/** Between 0 and 1. */
export const shareOf = (imports: Imports): number => {
  const all = allOf(imports);
  return all === 0 ? 1 : endedOf(imports) / all;
};

export const importsLeft = (imports: Imports, now: number): number | null =>
  imports.finished_at === null ? guess(shareOf(imports), imports.started_at, now) : null;
