/** What has ended since this browser last looked, even if the page was reloaded in between. */
import type { Activity, Job } from "@/api/types";
import type { Imports } from "./progress";

/** What went on when it last looked: ids of jobs, and the batch of imports if any. */
export interface Seen {
  readonly jobs: readonly number[];
  readonly batch: number | null;
}

export const NOTHING: Seen = { jobs: [], batch: null };

export interface News {
  readonly jobs: readonly Job[];
  /** The batch that ended, with what became of it. */
  readonly imports: Imports | null;
}

const isOver = (imports: Imports): boolean => imports.finished_at !== null;

export const seenOf = ({ imports, going }: Activity): Seen => ({
  jobs: going.map(({ id }) => id),
  batch: imports && !isOver(imports) ? imports.batch : null,
});

/** Only what was seen going on is news; who comes the first time is told nothing. */
export const newsOf = (before: Seen, { imports, ended }: Activity): News => ({
  jobs: ended.filter(({ id }) => before.jobs.includes(id)),
  imports: imports && isOver(imports) && imports.batch === before.batch ? imports : null,
});

/** What was stored, or nothing where it is not what it should be. */
export const parseSeen = (text: string | null): Seen => {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    if (typeof found !== "object" || found === null) return NOTHING;
    const { jobs, batch } = found as Record<string, unknown>;
    return {
      jobs: Array.isArray(jobs) ? jobs.filter((id) => Number.isInteger(id)) : [],
      batch: typeof batch === "number" ? batch : null,
    };
  } catch {
    return NOTHING;
  }
};
