/** The chosen videos of the wall, by id, and where a range of them began. */

export interface Chosen {
  readonly ids: ReadonlySet<number>;
  /** The card that was chosen last: a range goes from there. */
  readonly anchor: number | null;
}

export const NONE_CHOSEN: Chosen = { ids: new Set(), anchor: null };

export const toggled = ({ ids }: Chosen, id: number): Chosen => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
};

/** Adds everything from the anchor to `id`, in the order of the wall; without an anchor, `id`. */
export const extended = (chosen: Chosen, id: number, order: readonly number[]): Chosen => {
  const from = chosen.anchor === null ? -1 : order.indexOf(chosen.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: new Set([...chosen.ids, id]), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...chosen.ids, ...range]), anchor: chosen.anchor };
};

export const choosing = (ids: Iterable<number>): Chosen => ({ ids: new Set(ids), anchor: null });

/** Parts of at most `size`, because one request takes no more. */
export const inParts = (ids: Iterable<number>, size: number): readonly (readonly number[])[] => {
  const all = [...ids];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
};
