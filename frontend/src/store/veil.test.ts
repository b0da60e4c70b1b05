import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import { Editor } from "./editor";
import * as edits from "./edits";
import { newTrace } from "./trace";
import { isSeen, NO_VEIL, toggled } from "./veil";

const trace = newTrace({ category: "object_merging", span: [0, 9], track: [], lang: "en" });
const [hand, cup] = [
  { ...trace, id: "hand" },
  { ...trace, id: "cup" },
];
const document: Document = { schema: 1, verdict: "fake", note: "", traces: [hand, cup] };

const opened = (): Editor => {
  const editor = new Editor(document, { lang: "en", mayEdit: true });
  editor.set({ seat: "editing" });
  return editor;
};

describe("showing and hiding", () => {
  it("hides what is hidden, and all but the selection while that is shown alone", () => {
    const veil = { ...NO_VEIL, hidden: new Set(["cup"]) };
    expect([isSeen(veil, "hand", null), isSeen(veil, "cup", null)]).toEqual([true, false]);
    const solo = { ...veil, isSolo: true };
    expect([isSeen(solo, "hand", "cup"), isSeen(solo, "cup", "cup")]).toEqual([false, true]);
    expect([isSeen(solo, "hand", null), isSeen(solo, "cup", null)]).toEqual([true, false]);
  });

  it("toggles without touching the set it was given", () => {
    const set = new Set(["hand"]);
    expect([...toggled(set, "cup")]).toEqual(["hand", "cup"]);
    expect([...toggled(set, "hand")]).toEqual([]);
    expect([...set]).toEqual(["hand"]);
  });
});

describe("a locked trace", () => {
  it("refuses every edit that would change it, and says so; others go on", () => {
    const editor = opened();
    const refused: string[] = [];
    editor.onLocked = (id) => refused.push(id);
    editor.set({ veil: { ...NO_VEIL, locked: new Set(["hand"]) } });
    expect(editor.edit(edits.setSpan("hand", [1, 5]))).toBe(false);
    expect(editor.edit(edits.removeTrace("hand"))).toBe(false);
    expect(editor.edit(edits.removeAllTraces("real"))).toBe(false);
    expect(editor.document).toBe(document);
    expect(refused).toEqual(["hand", "hand", "hand"]);
    expect(editor.edit(edits.setSpan("cup", [1, 5]))).toBe(true);
    expect(editor.edit(edits.setNote("fine"))).toBe(true);
  });
});
