/** F6 goes round the parts of the screen, as in other programs that have panes. */
import type { Desk } from "../desk";
import { closeSheet, openSheet } from "../sheet";

export const REGIONS = ["stage", "timeline", "inspector"] as const;
export type Region = (typeof REGIONS)[number];

/** Where the focus goes in a region: to what the list or the timeline has as its one stop. */
const STOPS = "[data-rove][tabindex='0'], [role=slider][tabindex='0'], [role=radio][tabindex='0']";

/** The region after (1) or before (-1) the one that has the focus; from nowhere the first or last. */
export const regionAfter = (now: number, by: 1 | -1): Region => {
  const from = now < 0 && by < 0 ? 0 : now;
  return REGIONS[(from + by + REGIONS.length) % REGIONS.length] ?? "stage";
};

export const goTo = (region: Region): void => {
  // Where the inspector is a sheet it lies over the timeline.
  if (region === "inspector") openSheet();
  if (region === "timeline") closeSheet();
  // What was just opened stands with the next render.
  queueMicrotask(() => {
    const part = document.getElementById(region);
    const stop = region === "stage" ? null : part?.querySelector<HTMLElement>(STOPS);
    (stop ?? part)?.focus();
  });
};

export const toRegion =
  (by: 1 | -1) =>
  (_desk: Desk): void => {
    const { activeElement } = document;
    const now = REGIONS.findIndex((id) => document.getElementById(id)?.contains(activeElement));
    goTo(regionAfter(now, by));
  };
