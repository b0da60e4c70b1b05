/** A document with its past and future: one gesture is one transaction, undone or redone whole. */

import { applyPatches, enablePatches, type Patch, produceWithPatches } from "immer";
import type { Document } from "@/domain/document";
import type { Edit } from "./edits";
import { merge } from "./merge";

enablePatches();

interface Transaction {
  /** Edits in a row that share a key, such as typing into one field, are one transaction. */
  readonly key: string | null;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  /** What somebody else did: undo passes it by and takes back what lies before. */
  readonly isOthers?: boolean;
}

export interface History {
  readonly document: Document;
  readonly past: readonly Transaction[];
  readonly future: readonly Transaction[];
}

export const begin = (document: Document): History => ({ document, past: [], future: [] });

/** The history after `edit`; the very same history if the edit changed nothing. */
export const commit = (history: History, edit: Edit, key: string | null = null): History => {
  const [document, patches, inverse] = produceWithPatches(history.document, edit);
  if (patches.length === 0) return history;
  const last = history.past.at(-1);
  const joins = key !== null && last?.key === key && history.future.length === 0;
  const transaction = joins
    ? { key, patches: [...last.patches, ...patches], inverse: [...inverse, ...last.inverse] }
    : { key, patches, inverse };
  const past = joins ? history.past.slice(0, -1) : history.past;
  return { document, past: [...past, transaction], future: [] };
};

/** Ends a row of edits: the next one with the same key is a transaction of its own. */
export const settle = (history: History): History => {
  const last = history.past.at(-1);
  if (!last?.key) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, key: null }] };
};

/** Takes in a document that holds this history's changes and somebody else's. */
export const absorb = (history: History, document: Document): History => {
  const others = between(history.document, document);
  if (others.patches.length === 0) return history;
  return { document, past: [...history.past, { ...others, isOthers: true }], future: [] };
};

export const canUndo = ({ past }: History): boolean => past.some((each) => !each.isOthers);

export const undo = (history: History): History => {
  if (!canUndo(history)) return history;
  const last = history.past.at(-1);
  if (!last) return history;
  if (last.isOthers) return undoBelow(history, last);
  return {
    document: applyPatches(history.document, [...last.inverse]),
    past: history.past.slice(0, -1),
    future: [...history.future, { ...last, key: null }],
  };
};

/** Undoes what lies before others' changes and puts those on top again. */
const undoBelow = (history: History, others: Transaction): History => {
  const before = applyPatches(history.document, [...others.inverse]);
  const undone = undo({ document: before, past: history.past.slice(0, -1), future: [] });
  const sides = { base: before, mine: undone.document, theirs: history.document };
  const { document } = merge(sides);
  return {
    document,
    past: [...undone.past, { ...between(undone.document, document), isOthers: true }],
    future: [...history.future, between(document, history.document)],
  };
};

const between = (from: Document, to: Document): Transaction => {
  const [, patches, inverse] = produceWithPatches(from, (draft) => {
    Object.assign(draft, to);
  });
  return { key: null, patches, inverse };
};

export const redo = (history: History): History => {
  const next = history.future.at(-1);
  if (!next) return history;
  return {
    document: applyPatches(history.document, [...next.patches]),
    past: [...history.past, next],
    future: history.future.slice(0, -1),
  };
};

/** The traces that differ between two documents, by id; unchanged traces keep their identity. */
export const touched = (before: Document, after: Document): readonly string[] => {
  const old = new Map(before.traces.map((trace) => [trace.id, trace]));
  const changed = after.traces.filter((trace) => old.get(trace.id) !== trace);
  const kept = new Set(after.traces.map((trace) => trace.id));
  const gone = before.traces.filter((trace) => !kept.has(trace.id));
  return [...changed, ...gone].map((trace) => trace.id);
};
