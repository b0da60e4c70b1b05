/** Numbers, dates and durations in the language of the page. */
import { getLocale } from "./paraglide/runtime.js";

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(getLocale()).format(value);

/** A measured number with at most four digits that count, however small it is. */
export const formatFigure = (value: number): string =>
  new Intl.NumberFormat(getLocale(), { maximumSignificantDigits: 4 }).format(value);

/** A measured number with one decimal, as in the tables of papers. */
export const formatTenth = (value: number): string =>
  new Intl.NumberFormat(getLocale(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);

/** A share between 0 and 1 as whole percent. */
export const formatShare = (share: number): string =>
  new Intl.NumberFormat(getLocale(), { style: "percent", maximumFractionDigits: 0 }).format(share);

export const formatDate = (iso: string): string =>
  new Intl.DateTimeFormat(getLocale(), { dateStyle: "medium" }).format(new Date(iso));

export const formatDateTime = (iso: string): string =>
  new Intl.DateTimeFormat(getLocale(), { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );

export const formatTime = (date: Date): string =>
  new Intl.DateTimeFormat(getLocale(), { hour: "2-digit", minute: "2-digit" }).format(date);

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 minutes ago", "in 2 days"; less than a minute reads "now". `now` in milliseconds. */
export const formatAgo = (iso: string, now: number = Date.now()): string => {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(getLocale(), { numeric: "auto" });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, "second");
};

/** Bytes with a unit of a thousand: 1.5 MB. */
export const formatBytes = (bytes: number): string => {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(getLocale(), {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
};

/** Seconds of a clip: 5.0 s. */
export const formatSeconds = (seconds: number): string =>
  new Intl.NumberFormat(getLocale(), {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(seconds);

/** A time that was spent, in its two largest units: 3 h 12 min, 12 min, 45 s. */
export const formatDuration = (seconds: number): string => {
  const part = (value: number, unit: "hour" | "minute" | "second"): string =>
    new Intl.NumberFormat(getLocale(), {
      style: "unit",
      unit,
      unitDisplay: getLocale() === "ko" ? "long" : "short",
    }).format(value);
  if (seconds < 60) return part(Math.round(seconds), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return part(minutes, "minute");
  const rest = minutes % 60;
  const hours = part(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${part(rest, "minute")}`;
};
