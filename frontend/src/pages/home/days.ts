/** Days as numbers, so that a chart can lay them out: whole days since 1970, of no time zone. */
import { getLocale } from "@/i18n";
import type { Axis } from "@/ui/LineChart";

const DAY_MS = 86_400_000;

/** Of a date as the server writes it: 2026-11-27. */
export const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00Z`) / DAY_MS);

export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 27 Nov. */
export const dayText = (day: number): string =>
  new Intl.DateTimeFormat(getLocale(), { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(day * DAY_MS),
  );

/** At most `most` days from `low` on, each a whole number of `step` days apart. */
export const dayTicks = (low: number, high: number, most: number, step: number): number[] => {
  const steps = Math.max(1, Math.round((high - low) / step));
  const each = step * Math.max(1, Math.ceil((steps + 1) / Math.max(1, most)));
  return Array.from(
    { length: Math.floor((high - low) / each) + 1 },
    (_, place) => low + place * each,
  );
};

export const dayAxis = (step: "day" | "week"): Axis => ({
  text: dayText,
  cell: dateOf,
  ticks: (low, high, most) => dayTicks(low, high, most, step === "week" ? 7 : 1),
});
