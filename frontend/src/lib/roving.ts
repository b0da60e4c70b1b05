/**
 * A list that is one stop for Tab: Up, Down, Home and End go through its members. The list is the
 * nearest `data-roving`, its members are the elements with `data-rove`.
 */
import type { KeyboardEvent } from "react";

const GO: Readonly<Record<string, (now: number, count: number) => number>> = {
  ArrowUp: (now) => now - 1,
  ArrowDown: (now) => now + 1,
  Home: () => 0,
  End: (_now, count) => count - 1,
};

/** The member that a key leads to; null when the key is no such key or leads out of the list. */
export const roved = (key: string, now: number, count: number): number | null => {
  const next = GO[key]?.(now, count);
  return next === undefined || next < 0 || next >= count ? null : next;
};

export const rove = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const list = event.currentTarget.closest("[data-roving]");
  const members = [...(list?.querySelectorAll<HTMLElement>("[data-rove]") ?? [])];
  const next = roved(event.key, members.indexOf(event.currentTarget), members.length);
  // At the end of the list too: the arrows belong to it while it has the focus.
  if (GO[event.key]) event.preventDefault();
  if (next !== null) members[next]?.focus();
};
