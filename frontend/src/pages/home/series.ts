/** What the charts of work draw, out of the server's points. */
import type { WorkFigures } from "@/api/types";
import type { Point } from "@/ui/chart-scale";
import { dayOf } from "./days";

export type WorkPoint = WorkFigures & { readonly date: string };

type Counted = "submitted" | "accepted_at_first" | "returned" | "q1" | "median" | "q3";

/** The days that have this number: one without work has no median. */
export const pointsOf = (points: readonly WorkPoint[], key: Counted): readonly Point[] =>
  points.flatMap((point) => {
    const y = point[key];
    return y === null ? [] : [{ x: dayOf(point.date), y }];
  });

/** Whether any of them says anything. */
export const hasWork = (points: readonly WorkPoint[]): boolean =>
  points.some(({ submitted }) => submitted > 0);

/** A share between 0 and 1; null of nothing. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;

/** In hundredths, by week or day, where something was decided. */
export const acceptedShares = (points: readonly WorkPoint[]): readonly Point[] =>
  points.flatMap(({ date, accepted_at_first, decided }) =>
    decided === 0 ? [] : [{ x: dayOf(date), y: Math.round((100 * accepted_at_first) / decided) }],
  );

export type Tempo = "usual" | "quicker" | "slower" | null;

/** How this stands to what is usual for the same person; within a quarter it is the same. */
export const tempoOf = (now: number | null, usual: number | null): Tempo => {
  if (now === null || usual === null || usual <= 0) return null;
  if (now < usual * 0.75) return "quicker";
  return now > usual * 1.25 ? "slower" : "usual";
};
