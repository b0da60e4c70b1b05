/** What a person shows, hides and protects while working: never part of the document. */

export interface Veil {
  /** Only the selected trace is shown; with none selected, all are. */
  readonly isSolo: boolean;
  readonly hidden: ReadonlySet<string>;
  /** Traces that no edit changes until they are unlocked. */
  readonly locked: ReadonlySet<string>;
}

export const NO_VEIL: Veil = { isSolo: false, hidden: new Set(), locked: new Set() };

/** Whether a trace is drawn over the picture. */
export const isSeen = ({ isSolo, hidden }: Veil, id: string, selected: string | null): boolean =>
  isSolo && selected !== null ? id === selected : !hidden.has(id);

/** The set with `id` put in, or taken out if it was there. */
export const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};
