import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import * as edits from "./edits";
import {
  absorb,
  begin,
  canUndo,
  commit,
  type History,
  redo,
  settle,
  touched,
  undo,
} from "./history";
import { newTrace } from "./trace";

const empty: Document = { schema: 1, verdict: null, note: "", traces: [] };

describe("the history", () => {
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

describe("what somebody else did", () => {
  const start: Document = { ...empty, traces: [] };
  const box: Box = [0.1, 0.1, 0.2, 0.2];
  const mine = newTrace({ category: null, span: [0, 9], track: [{ frame: 0, box }], lang: "en" });
  const theirs = { ...mine, id: "theirs" };
  const mixed = (): History => {
    const drawn = commit(begin(start), edits.addTrace(mine));
    const named = commit(drawn, edits.setCategory(mine.id, "object_merging"));
    // Theirs comes first, so that every index of mine moves.
    const { document } = named;
    return absorb(named, { ...document, note: "seen", traces: [theirs, ...document.traces] });
  };

  it("stays when one's own gestures are undone", () => {
    const one = undo(mixed());
    expect(one.document.traces).toEqual([mine, theirs]);
    expect(one.document.note).toBe("seen");
    const two = undo(one);
    expect(two.document.traces).toEqual([theirs]);
    expect(canUndo(two)).toBe(false);
    expect(undo(two)).toBe(two);
  });

  it("stays when they are done again, and a new gesture counts from there", () => {
    const before = mixed();
    expect(redo(redo(undo(undo(before)))).document).toEqual(before.document);
    const more = commit(before, edits.setNote("mine"));
    expect(undo(more).document).toEqual(before.document);
  });
});
