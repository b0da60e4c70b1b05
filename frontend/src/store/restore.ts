/**
 * What came back from this device, trace by trace: each change can be thrown away by an edit, and
 * brought back by another, so that undo knows both.
 */
import { castDraft } from "immer";
import type { Document, Trace } from "@/domain/document";
import type { Edit } from "./edits";
import type { Entry } from "./journal";
import { FIELDS, type Field, same } from "./merge";
import type { Stored } from "./saver";

export type Change =
  | { readonly kind: "added"; readonly id: string; readonly after: Trace }
  | { readonly kind: "removed"; readonly id: string; readonly before: Trace }
  | {
      readonly kind: "changed";
      readonly id: string;
      readonly before: Trace;
      readonly after: Trace;
      readonly fields: readonly Field[];
    }
  | { readonly kind: "verdict"; readonly id: "verdict"; readonly documents: Pair }
  | { readonly kind: "note"; readonly id: "note"; readonly documents: Pair };

export interface Pair {
  readonly before: Document;
  readonly after: Document;
}

export interface Restored {
  readonly changes: readonly Change[];
  /** When it was kept, by this device's clock, in milliseconds since 1970. */
  readonly at: number;
  /** Traces whose category this version does not know any more, by id. */
  readonly renamed: readonly string[];
}

/** What the person changed, of which the server may know nothing yet. */
export const unsentOf = (entry: Pick<Entry, "base" | "document" | "sent">, latest: Stored) => {
  // An answer that got lost: the server has all this, and only what came after is new.
  const isEcho = entry.sent.some((document) => same(document, latest.document));
  return changesOf({ before: isEcho ? latest.document : entry.base, after: entry.document });
};

export const changesOf = (documents: Pair): readonly Change[] => {
  const { before, after } = documents;
  const old = new Map(before.traces.map((trace) => [trace.id, trace]));
  const kept = new Set(after.traces.map((trace) => trace.id));
  const changes: Change[] = after.traces.flatMap((trace): Change[] => {
    const was = old.get(trace.id);
    if (!was) return [{ kind: "added", id: trace.id, after: trace }];
    const fields = FIELDS.filter((field) => !same(was[field], trace[field]));
    if (fields.length === 0) return [];
    return [{ kind: "changed", id: trace.id, before: was, after: trace, fields }];
  });
  for (const trace of before.traces)
    if (!kept.has(trace.id)) changes.push({ kind: "removed", id: trace.id, before: trace });
  if (before.verdict !== after.verdict) changes.push({ kind: "verdict", id: "verdict", documents });
  if (before.note !== after.note) changes.push({ kind: "note", id: "note", documents });
  return changes;
};

/** Throws the change away. */
export const discard = (change: Change): Edit => towards(change, "before");

/** Takes the throwing away back. */
export const bringBack = (change: Change): Edit => towards(change, "after");

/** Whether the document still holds the change, or what became of it since. */
export const holds = (change: Change, document: Document): boolean => {
  if (change.kind === "verdict" || change.kind === "note")
    return document[change.kind] !== change.documents.before[change.kind];
  const trace = document.traces.find(({ id }) => id === change.id);
  if (change.kind === "added") return trace !== undefined;
  if (change.kind === "removed") return trace === undefined;
  return (
    trace === undefined || change.fields.some((each) => !same(trace[each], change.before[each]))
  );
};

const towards =
  (change: Change, side: "before" | "after"): Edit =>
  (draft) => {
    if (change.kind === "verdict") draft.verdict = change.documents[side].verdict;
    else if (change.kind === "note") draft.note = change.documents[side].note;
    else put(draft, change.id, traceOf(change, side), change);
  };

const traceOf = (change: Change, side: "before" | "after"): Trace | null => {
  if (change.kind === "added") return side === "after" ? change.after : null;
  if (change.kind === "removed") return side === "before" ? change.before : null;
  return change.kind === "changed" ? change[side] : null;
};

/** Only the fields of the change move: what was edited beside them since stays. */
const put = (draft: Parameters<Edit>[0], id: string, trace: Trace | null, change: Change): void => {
  const index = draft.traces.findIndex((each) => each.id === id);
  const here = draft.traces[index];
  if (!trace) {
    if (here) draft.traces.splice(index, 1);
  } else if (!here) draft.traces.push(castDraft(trace));
  else if (change.kind === "changed") {
    for (const field of change.fields) Object.assign(here, { [field]: trace[field] });
  }
};
