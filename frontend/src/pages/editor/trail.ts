/** The clips that a person left open on the way through the queue, in the order in which they came. */

export type Trail = readonly number[];

/** So many clips wait open at most: whoever goes on leads them back to the first. */
export const MOST_OPEN = 5;

/** The trail with the clip in it. */
export const visited = (trail: Trail, task: number): Trail =>
  trail.includes(task) ? trail : [...trail, task];

/** The trail without a clip that is done with. */
export const finished = (trail: Trail, task: number): Trail =>
  trail.filter((each) => each !== task);

export type Step =
  | { readonly kind: "open"; readonly task: number }
  /** The next clip of the queue. */
  | { readonly kind: "ask" }
  /** Too many are open: back to the first of them. */
  | { readonly kind: "full"; readonly task: number }
  | { readonly kind: "none" };

export const stepOn = (trail: Trail, task: number): Step => {
  const at = trail.indexOf(task);
  const later = at < 0 ? undefined : trail[at + 1];
  if (later !== undefined) return { kind: "open", task: later };
  const [first] = trail;
  if (trail.length >= MOST_OPEN && first !== undefined && first !== task)
    return { kind: "full", task: first };
  return { kind: "ask" };
};

export const stepBack = (trail: Trail, task: number): Step => {
  const at = trail.indexOf(task);
  const before = at < 0 ? trail.at(-1) : trail[at - 1];
  return before === undefined ? { kind: "none" } : { kind: "open", task: before };
};

const keyOf = (mode: string, project: string): string => `telltale.trail.${mode}.${project}`;

export const readTrail = (mode: string, project: string): Trail => {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(keyOf(mode, project)) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => Number.isInteger(each)) : [];
  } catch {
    return [];
  }
};

export const keepTrail = (mode: string, project: string, trail: Trail): void => {
  try {
    sessionStorage.setItem(keyOf(mode, project), JSON.stringify(trail));
  } catch {
    // Without a place to keep it there is no way back, and nothing else is lost.
  }
};
