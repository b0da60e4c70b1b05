import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import * as edits from "./edits";
import { begin, commit, type History, redo, settle, touched, undo } from "./history";
import { newTrace } from "./trace";

const FRAMES = 120;
const empty: Document = { schema: 1, verdict: null, note: "", traces: [] };

/** Mulberry32: numbers from 0 to 1 that a seed fixes. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** Any edit of any trace, sensible or not. */
const anyEdit = (document: Document, random: () => number): edits.Edit => {
  const whole = (below: number): number => Math.floor(random() * below);
  const box: Box = [random() * 0.5, random() * 0.5, 0.1 + random() * 0.4, 0.1 + random() * 0.4];
  const id = document.traces[whole(document.traces.length)]?.id ?? "nobody";
  const frame = whole(FRAMES);
  const category: Category = random() < 0.5 ? "object_merging" : "sudden_blurring";
  const choices: readonly (() => edits.Edit)[] = [
    () =>
      edits.addTrace(
        newTrace({ category, span: [frame, FRAMES], track: [{ frame, box }], lang: "en" }),
      ),
    () => edits.removeTrace(id),
    () => edits.setCategory(id, category),
    () => edits.toggleAlso(id, category),
    () => edits.setSpan(id, [frame, frame + 1 + whole(20)]),
    () => edits.shift(id, whole(40) - 20, FRAMES),
    () => edits.setKeyframe(id, frame, random() < 0.2 ? null : box),
    () => edits.removeKeyframe(id, frame),
    () => edits.moveKeyframe(id, document.traces[0]?.track[0]?.frame ?? 0, frame),
    () => edits.copyPrevious(id, frame),
    () => edits.holdToEnd(id, frame),
    () => edits.toggleAbsent(id, frame),
    () => edits.toggleStatic(id, frame),
    () => edits.setExplanation(id, { text: String(frame) }),
    () => edits.setVerdict(random() < 0.5 ? "fake" : null),
    () => edits.setNote(String(frame)),
  ];
  return choices[whole(choices.length)]?.() ?? edits.setNote("");
};

const isSound = (document: Document): boolean =>
  document.traces.every(
    ({ span, track }) =>
      span[0] < span[1] &&
      track[0]?.box !== null &&
      track.every((keyframe, index) => keyframe.frame > (track[index - 1]?.frame ?? -1)),
  );

describe("the history", () => {
  it("undone is the start and redone is the end, whatever was done", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = randomFrom(seed);
      let history = begin(empty);
      for (let n = 0; n < 60; n += 1) {
        history = commit(history, anyEdit(history.document, random));
        expect(isSound(history.document)).toBe(true);
      }
      const end = history.document;
      const steps = history.past.length;
      expect(steps).toBeGreaterThan(5);
      for (let n = 0; n < steps; n += 1) history = undo(history);
      expect(history.document).toEqual(empty);
      for (let n = 0; n < steps; n += 1) history = redo(history);
      expect(history.document).toEqual(end);
    }
  });

  it("walks back and forth anywhere in between", () => {
    const random = randomFrom(99);
    let history = begin(empty);
    const seen: Document[] = [empty];
    while (seen.length < 30) {
      const next = commit(history, anyEdit(history.document, random));
      if (next !== history) seen.push(next.document);
      history = next;
    }
    for (let n = 28; n >= 10; n -= 1) {
      history = undo(history);
      expect(history.document).toEqual(seen[n]);
    }
    for (let n = 11; n <= 29; n += 1) {
      history = redo(history);
      expect(history.document).toEqual(seen[n]);
    }
  });

  it("forgets the future at a new edit", () => {
    let history = commit(begin(empty), edits.setNote("a"));
    history = commit(undo(history), edits.setNote("b"));
    expect(history.future).toHaveLength(0);
    expect(redo(history)).toBe(history);
  });

  it("keeps no step for an edit that changed nothing", () => {
    const history = begin(empty);
    expect(commit(history, edits.setNote(""))).toBe(history);
    expect(commit(history, edits.removeTrace("nobody"))).toBe(history);
  });

  it("joins typing into one step until it settles", () => {
    const type = (history: History, note: string) => commit(history, edits.setNote(note), "note");
    let history = type(type(begin(empty), "a"), "ab");
    expect(history.past).toHaveLength(1);
    history = type(settle(history), "abc");
    expect(history.past).toHaveLength(2);
    expect(undo(history).document.note).toBe("ab");
    expect(undo(undo(history)).document.note).toBe("");
  });

  it("names the traces that an edit touched", () => {
    const trace = (category: Category) =>
      newTrace({ category, span: [0, 9], track: [], lang: "en" });
    const [a, b] = [trace("object_merging"), trace("sudden_blurring")];
    const before: Document = { ...empty, traces: [a, b] };
    const after = commit(begin(before), edits.setSpan(b.id, [0, 5])).document;
    expect(touched(before, after)).toEqual([b.id]);
    expect(touched(before, { ...before, traces: [b] })).toEqual([a.id]);
  });
});
