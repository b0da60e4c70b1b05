/**
 * Three-way merge of documents, per trace and field: what only one side changed is taken, what both
 * changed alike is taken once, and what both changed differently is a clash for a person to settle.
 */
import type { Document, Trace } from "@/domain/document";

export type Side = "mine" | "theirs";

/** Fields of a trace that stand or fall together. */
export const FIELDS = [
  "category",
  "also",
  "tags",
  "span",
  "track",
  "explanation",
  "origin",
] as const;
export type Field = (typeof FIELDS)[number];

export type Clash =
  | { readonly kind: "field"; readonly trace: string; readonly field: Field }
  /** One side deleted the trace that the other changed. */
  | { readonly kind: "deleted"; readonly trace: string; readonly by: Side }
  | { readonly kind: "verdict" }
  | { readonly kind: "note" };

export interface Merge {
  /** The merged document, with this side's value wherever there is a clash. */
  readonly document: Document;
  readonly clashes: readonly Clash[];
}

export interface Sides {
  readonly base: Document;
  readonly mine: Document;
  readonly theirs: Document;
}

/** Merges; `prefer` decides every clash. */
export const merge = ({ base, mine, theirs }: Sides, prefer: Side = "mine"): Merge => {
  const clashes: Clash[] = [];
  const pick = <T>(values: { base: T; mine: T; theirs: T }, clash: Clash): T => {
    if (same(values.mine, values.theirs) || same(values.theirs, values.base)) return values.mine;
    if (same(values.mine, values.base)) return values.theirs;
    clashes.push(clash);
    return values[prefer];
  };
  const part = <K extends "verdict" | "note">(key: K): Document[K] =>
    pick({ base: base[key], mine: mine[key], theirs: theirs[key] }, { kind: key });

  const traceOf = (id: string): Trace | null => {
    const was = byId(base, id);
    const left = byId(mine, id);
    const right = byId(theirs, id);
    if (left && right) return fieldsOf(was ?? right, left, right);
    const kept = left ?? right;
    if (!kept || !was) return kept;
    if (same(kept, was)) return null;
    const by: Side = left ? "theirs" : "mine";
    clashes.push({ kind: "deleted", trace: id, by });
    return prefer === by ? null : kept;
  };

  const fieldsOf = (was: Trace, left: Trace, right: Trace): Trace => {
    const merged: Trace = { ...left };
    const set = <K extends Field>(field: K): void => {
      merged[field] = pick(
        { base: was[field], mine: left[field], theirs: right[field] },
        { kind: "field", trace: was.id, field },
      );
    };
    for (const field of FIELDS) set(field);
    return same(merged, left) ? left : merged;
  };

  const traces = orderOf({ base, mine, theirs })
    .map(traceOf)
    .filter((trace) => trace !== null);
  const document = { ...mine, verdict: part("verdict"), note: part("note"), traces };
  return { document, clashes };
};

/** What was there, then what was added, each side's in its own order: alike from either side. */
const orderOf = ({ base, mine, theirs }: Sides): readonly string[] => {
  const ids = (document: Document): readonly string[] => document.traces.map(({ id }) => id);
  const known = new Set(ids(base));
  const added = [ids(mine), ids(theirs)]
    .map((side) => side.filter((id) => !known.has(id)))
    .sort(([left = ""], [right = ""]) => (left < right ? -1 : Number(left > right)));
  return [...new Set([...known, ...added.flat()])];
};

const byId = (document: Document, id: string): Trace | null =>
  document.traces.find((trace) => trace.id === id) ?? null;

/** Equal as JSON, whatever the order of keys. */
export const same = (left: unknown, right: unknown): boolean => {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) &&
        same((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
    )
  );
};
