/** What has ended since this browser last looked, even if the page was reloaded in between. */
import type { Activity, Job } from "@/api/types";
import type { Imports } from "./progress";

/** What it saw when it last looked: ids of jobs going on, and the batch of imports if any. */
export interface Seen {
  readonly jobs: readonly number[];
  readonly batch: number | null;
  /** When the last that had ended did, on the server's clock; null before the first look. */
  readonly until: string | null;
}

export const NOTHING: Seen = { jobs: [], batch: null, until: null };

export interface News {
  readonly jobs: readonly Job[];
  /** The batch that ended, with what became of it. */
  readonly imports: Imports | null;
}

const isOver = (imports: Imports): boolean => imports.finished_at !== null;

export const seenOf = (before: Seen, { imports, going, ended }: Activity): Seen => ({
  jobs: going.map(({ id }) => id),
  batch: imports && !isOver(imports) ? imports.batch : null,
  until:
    [before.until, imports?.finished_at, ...ended.map(({ finished_at }) => finished_at)]
      .map((at) => at ?? "")
      .toSorted()
      .at(-1) ?? "",
});

/**
 * News is what was seen going on, and what began and ended between two looks. Who comes the first
 * time is told nothing. The newest is last.
 */
export const newsOf = (before: Seen, { imports, ended }: Activity): News => {
  const isLater = (at: string | null): boolean =>
    before.until !== null && at !== null && at > before.until;
  const isNews =
    imports && isOver(imports) && (imports.batch === before.batch || isLater(imports.finished_at));
  return {
    jobs: ended
      .filter(({ id, finished_at }) => before.jobs.includes(id) || isLater(finished_at))
      .reverse(),
    imports: isNews ? imports : null,
  };
};

/** What was stored, or nothing where it is not what it should be. */
export const parseSeen = (text: string | null): Seen => {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    if (typeof found !== "object" || found === null) return NOTHING;
    const { jobs, batch, until } = found as Record<string, unknown>;
    return {
      jobs: Array.isArray(jobs) ? jobs.filter((id) => Number.isInteger(id)) : [],
      batch: typeof batch === "number" ? batch : null,
      until: typeof until === "string" ? until : null,
    };
  } catch {
    return NOTHING;
  }
};
