import { describe, expect, it } from "vitest";
import type { Document, Trace } from "@/domain/document";
import { Editor } from "./editor";
import * as edits from "./edits";
import {
  adopted,
  agreedIn,
  aimedOf,
  nextFilter,
  shownOf,
  stacked,
  suggestionsIn,
  undecidedOf,
} from "./suggestions";
import { newTrace } from "./trace";

const trace = (id: string, span: [number, number]): Trace => ({
  ...newTrace({
    category: "object_merging",
    span,
    track: [{ frame: span[0], box: [0, 0, 0.5, 0.5] }],
    lang: "en",
  }),
  id,
  origin: { kind: "import" },
});

const prediction = (traces: readonly Trace[], verdict = "fake") => ({
  id: 7,
  document: { schema: 1, verdict, note: "", traces },
  bins: traces.map(() => "likely" as const),
});

const empty: Document = { schema: 1, verdict: null, note: "", traces: [] };

const opened = () => {
  const editor = new Editor(empty, { lang: "en", mayEdit: true });
  const suggestions = suggestionsIn(prediction([trace("t1", [8, 12]), trace("t2", [0, 10])]), 40);
  editor.set({ seat: "editing", suggestions });
  return editor;
};

const accept = (editor: Editor, id: string): string => {
  const found = undecidedOf(editor.state).find((each) => each.id === id);
  if (!found) throw new Error(id);
  const made = adopted(found, `made-${id}`);
  editor.edit(edits.addTrace(made));
  return made.id;
};

describe("suggestions", () => {
  it("come from what the model calls fake and fits the clip", () => {
    expect(suggestionsIn(prediction([trace("t1", [0, 10])]), 40)).toHaveLength(1);
    expect(suggestionsIn(prediction([trace("t1", [0, 10])], "real"), 40)).toEqual([]);
    expect(suggestionsIn(prediction([trace("t1", [0, 50])]), 40)).toEqual([]);
    expect(suggestionsIn(null, 40)).toEqual([]);
  });

  it("are undecided in the order in which they begin, until accepted or rejected", () => {
    const editor = opened();
    expect(undecidedOf(editor.state).map(({ id }) => id)).toEqual(["t2", "t1"]);
    editor.set({ rejected: ["t2"] });
    expect(undecidedOf(editor.state).map(({ id }) => id)).toEqual(["t1"]);
  });

  it("become traces with their origin, and come back when that is undone", () => {
    const editor = opened();
    accept(editor, "t1");
    expect(editor.document.verdict).toBe("fake");
    expect(editor.document.traces[0]?.origin).toEqual({
      kind: "suggestion",
      prediction: "7",
      trace: "t1",
      edited: false,
    });
    expect(undecidedOf(editor.state).map(({ id }) => id)).toEqual(["t2"]);
    editor.undo();
    expect(editor.document).toEqual(empty);
    expect(undecidedOf(editor.state)).toHaveLength(2);
  });

  it("are in focus only while undecided", () => {
    const editor = opened();
    editor.aim("t1");
    expect(aimedOf(editor.state)?.id).toBe("t1");
    accept(editor, "t1");
    expect(aimedOf(editor.state)).toBeNull();
  });

  it("share a row of the lane where they do not overlap", () => {
    const editor = opened();
    const rows = stacked(undecidedOf(editor.state)).map(({ row }) => row);
    expect(rows).toEqual([0, 1]); // [0, 10) and [8, 12)
  });
});

describe("a blind first pass", () => {
  const mine = (span: [number, number], category: Trace["category"] = "object_merging") => ({
    ...trace("mine", span),
    category,
    origin: { kind: "human" } as const,
  });

  it("leaves only those to decide that no trace of one's own says", () => {
    const editor = opened();
    // [8, 12) against [8, 14): 4 of 6 frames with the same box, 0.67.
    editor.edit(edits.addTrace(mine([8, 14])));
    expect([...agreedIn(editor.document, editor.state.suggestions)]).toEqual(["t1"]);
    expect(undecidedOf(editor.state).map(({ id }) => id)).toEqual(["t2"]);
    editor.undo();
    expect(undecidedOf(editor.state)).toHaveLength(2);
  });

  it("asks where the category differs, or less than half is shared", () => {
    const editor = opened();
    editor.edit(edits.addTrace(mine([8, 12], "sudden_blurring")));
    // [8, 12) against [8, 17): 4 of 9 frames.
    editor.edit(edits.addTrace({ ...mine([8, 17]), id: "other" }));
    expect(undecidedOf(editor.state)).toHaveLength(2);
  });
});

describe("the filter by confidence", () => {
  it("hides without deciding, and takes the focus from what it hides", () => {
    const editor = opened();
    editor.aim("t1");
    editor.set({ hiddenBins: ["likely"] });
    expect(shownOf(editor.state)).toEqual([]);
    expect(undecidedOf(editor.state)).toHaveLength(2);
    expect(aimedOf(editor.state)).toBeNull();
  });

  it("goes from all by way of fewer to the likely, and back", () => {
    const fewer = nextFilter([]);
    const fewest = nextFilter(fewer);
    expect([fewer, fewest, nextFilter(fewest)]).toEqual([
      ["unlikely"],
      ["possible", "unlikely"],
      [],
    ]);
    expect(nextFilter(["likely"])).toEqual([]);
  });
});

describe("an accepted suggestion", () => {
  const origin = (editor: Editor, id: string) =>
    editor.document.traces.find((each) => each.id === id)?.origin;

  it("notes that a person changed it, and forgets that with undo", () => {
    const editor = opened();
    const id = accept(editor, "t1");
    editor.edit(edits.setSpan(id, [8, 20]));
    expect(origin(editor, id)).toMatchObject({ edited: true });
    editor.undo();
    expect(origin(editor, id)).toMatchObject({ edited: false });
  });

  it("is not changed by what changes nothing of it", () => {
    const editor = opened();
    const id = accept(editor, "t1");
    editor.edit(edits.setNote("A note."));
    editor.edit(edits.setSpan(id, [8, 12]));
    accept(editor, "t2");
    expect(origin(editor, id)).toMatchObject({ edited: false });
  });
});
