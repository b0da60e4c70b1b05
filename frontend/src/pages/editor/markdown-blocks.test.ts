import { describe, expect, it } from "vitest";
import { blocksOf, inlineOf } from "./markdown-blocks";

describe("a guideline", () => {
  it("is read into headings, lists and paragraphs", () => {
    expect(blocksOf("# Mark\n\nEvery flaw.\nOne by one.\n\n- a\n- b\n\n1. c")).toEqual([
      { kind: "heading", level: 1, text: "Mark" },
      { kind: "paragraph", text: "Every flaw. One by one." },
      { kind: "list", isOrdered: false, items: ["a", "b"] },
      { kind: "list", isOrdered: true, items: ["c"] },
    ]);
  });

  it("needs no empty line after a heading", () => {
    expect(blocksOf("## Not\nCuts.").map((block) => block.kind)).toEqual(["heading", "paragraph"]);
  });

  it("keeps HTML as text", () => {
    expect(inlineOf("<b>x</b> **y** `z`")).toEqual([
      { kind: "plain", text: "<b>x</b> " },
      { kind: "strong", text: "y" },
      { kind: "plain", text: " " },
      { kind: "code", text: "z" },
    ]);
  });
});
