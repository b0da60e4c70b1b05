/** The counts of a project, summed for people. */
import type { Project } from "@/api/types";

export interface Totals {
  readonly videos: number;
  /** Tasks that exist, the skipped ones left out. */
  readonly tasks: number;
  readonly waiting: number;
  readonly returned: number;
  readonly inReview: number;
  readonly accepted: number;
}

export const totals = ({ counts }: Pick<Project, "counts">): Totals => {
  const of = (state: string): number => counts.tasks[state] ?? 0;
  const waiting = of("open") + of("leased");
  return {
    videos: Object.values(counts.videos).reduce((sum, count) => sum + count, 0),
    tasks: waiting + of("returned") + of("submitted") + of("accepted"),
    waiting,
    returned: of("returned"),
    inReview: of("submitted"),
    accepted: of("accepted"),
  };
};
