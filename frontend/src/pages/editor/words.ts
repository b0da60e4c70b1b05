/** Words for frames and spans, the same on the counter, the timeline and in the list. */
import { type FrameTable, secondsAt } from "@/domain/timeline";
import { getLocale, m } from "@/i18n";

/** Seconds with two decimals and without a unit, such as 1.04. */
export const clockText = (seconds: number): string =>
  new Intl.NumberFormat(getLocale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(seconds);

/** The same with the unit of the language: 1.04 s, 1.04초. */
export const secondsText = (seconds: number): string =>
  m.editor_seconds({ seconds: clockText(seconds) });

export const frameText = (table: FrameTable, frame: number): string =>
  m.editor_frame_at({ frame, seconds: clockText(secondsAt(table, frame)) });
