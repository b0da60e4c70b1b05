/** What changed from one document to the next, part by part, for a person to read. */
import type { Document, Trace, Verdict } from "@/domain/document";
import type { Category } from "@/domain/taxonomy";
import type { Span } from "@/domain/timeline";
import { boxAt, type Track } from "@/domain/track";

export type Part =
  | { readonly kind: "category"; readonly from: Category | null; readonly to: Category | null }
  | { readonly kind: "also"; readonly from: readonly Category[]; readonly to: readonly Category[] }
  | { readonly kind: "span"; readonly from: Span; readonly to: Span }
  | { readonly kind: "track"; readonly track: TrackChange }
  | { readonly kind: "text"; readonly from: string; readonly to: string }
  | { readonly kind: "tags" };

/** Keyframes by how they differ, as frames. */
export interface TrackChange {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly moved: readonly number[];
}

export type Change =
  | { readonly kind: "verdict"; readonly from: Verdict | null; readonly to: Verdict | null }
  | { readonly kind: "note"; readonly from: string; readonly to: string }
  | { readonly kind: "added"; readonly trace: Trace }
  | { readonly kind: "removed"; readonly trace: Trace }
  | { readonly kind: "changed"; readonly trace: Trace; readonly parts: readonly Part[] }
  | { readonly kind: "order" };

export const changesBetween = (before: Document, after: Document): readonly Change[] => {
  const changes: Change[] = [];
  if (before.verdict !== after.verdict)
    changes.push({ kind: "verdict", from: before.verdict, to: after.verdict });
  if (before.note !== after.note) changes.push({ kind: "note", from: before.note, to: after.note });
  const old = new Map(before.traces.map((trace) => [trace.id, trace]));
  for (const trace of after.traces) {
    const was = old.get(trace.id);
    if (!was) changes.push({ kind: "added", trace });
    else {
      const parts = partsBetween(was, trace);
      if (parts.length > 0) changes.push({ kind: "changed", trace, parts });
    }
  }
  const kept = new Set(after.traces.map(({ id }) => id));
  for (const trace of before.traces)
    if (!kept.has(trace.id)) changes.push({ kind: "removed", trace });
  if (changes.length === 0 && !isSameOrder(before, after)) changes.push({ kind: "order" });
  return changes;
};

const isSameOrder = (before: Document, after: Document): boolean =>
  before.traces.every(({ id }, index) => after.traces[index]?.id === id);

const partsBetween = (before: Trace, after: Trace): readonly Part[] => {
  const parts: Part[] = [];
  if (before.category !== after.category)
    parts.push({ kind: "category", from: before.category, to: after.category });
  if (!sameList(before.also, after.also))
    parts.push({ kind: "also", from: before.also, to: after.also });
  if (!sameList(before.span, after.span))
    parts.push({ kind: "span", from: before.span, to: after.span });
  const track = trackChange(before.track, after.track);
  if (track.added.length + track.removed.length + track.moved.length > 0)
    parts.push({ kind: "track", track });
  if (before.explanation.text !== after.explanation.text)
    parts.push({ kind: "text", from: before.explanation.text, to: after.explanation.text });
  if (!sameList(before.tags, after.tags)) parts.push({ kind: "tags" });
  return parts;
};

const trackChange = (before: Track, after: Track): TrackChange => {
  const frames = (track: Track) => track.map(({ frame }) => frame);
  const had = new Set(frames(before));
  const has = new Set(frames(after));
  return {
    added: frames(after).filter((frame) => !had.has(frame)),
    removed: frames(before).filter((frame) => !has.has(frame)),
    moved: after
      .filter(({ frame, box }) => {
        if (!had.has(frame)) return false;
        const was = boxAt(before, frame);
        return box === null || was === null ? box !== was : !sameList(box, was);
      })
      .map(({ frame }) => frame),
  };
};

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

export const isSame = (a: Document, b: Document): boolean => changesBetween(a, b).length === 0;

/** A text's words as they stayed, came and went, by the longest common sequence. */
export interface Words {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

/** Longer texts are shown whole, one after the other: comparing takes the product of both. */
const MOST_WORDS = 400;

export const wordsBetween = (from: string, to: string): readonly Words[] => {
  const a = split(from);
  const b = split(to);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS)
    return joined([
      { kind: "gone", text: from },
      { kind: "new", text: to },
    ]);
  // lengths[i][j]: the longest common sequence of a from i and b from j.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const found: Words[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ kind: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ kind: "gone", text: a[i] ?? "" });
      i += 1;
    } else {
      found.push({ kind: "new", text: b[j] ?? "" });
      j += 1;
    }
  }
  return joined(found);
};

/** Words with the space after them. */
const split = (text: string): readonly string[] => text.match(/\s*\S+\s*$|\s*\S+\s+/g) ?? [];

const joined = (words: readonly Words[]): readonly Words[] => {
  const found: Words[] = [];
  for (const { kind, text } of words) {
    const last = found.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) found[found.length - 1] = { kind, text: last.text + text };
    else found.push({ kind, text });
  }
  return found;
};
