/** A document with its past and future: one gesture is one transaction, undone or redone whole. */

import { applyPatches, enablePatches, type Patch, produceWithPatches } from "immer";
import type { Document } from "@/domain/document";
import type { Edit } from "./edits";

enablePatches();

interface Transaction {
  /** Edits in a row that share a key, such as typing into one field, are one transaction. */
  readonly key: string | null;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
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

export const undo = (history: History): History => {
  const last = history.past.at(-1);
  if (!last) return history;
  return {
    document: applyPatches(history.document, [...last.inverse]),
    past: history.past.slice(0, -1),
    future: [...history.future, { ...last, key: null }],
  };
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
