import { describe, expect, it } from "vitest";
import { parseInline, parseMarkdown } from "./markdown";

const text = (words: string) => ({ kind: "text", text: words });

describe("a guideline", () => {
  it("has headings, paragraphs and lists", () => {
    expect(parseMarkdown("# What\r\nto mark\nand when\n\n- one\n- two\n1. first")).toEqual([
      { kind: "heading", level: 1, children: [text("What")] },
      { kind: "paragraph", children: [text("to mark and when")] },
      { kind: "list", isOrdered: false, items: [[text("one")], [text("two")]] },
      { kind: "list", isOrdered: true, items: [[text("first")]] },
    ]);
  });

  it("keeps code as it stands, also when the fence never closes", () => {
    expect(parseMarkdown("```\n# no heading\n")).toEqual([
      { kind: "code", text: "# no heading\n" },
    ]);
  });

  it("has strong words, emphasis, code and links", () => {
    expect(parseInline("a **b** *c* `d` [e](https://telltale.example/x)")).toEqual([
      text("a "),
      { kind: "strong", children: [text("b")] },
      text(" "),
      { kind: "emphasis", children: [text("c")] },
      text(" "),
      { kind: "code", text: "d" },
      text(" "),
      { kind: "link", href: "https://telltale.example/x", children: [text("e")] },
    ]);
  });
});

describe("a hostile guideline", () => {
  it("gets no link that runs script, and its tags stay text", () => {
    for (const hostile of [
      "[x](javascript:alert(1))",
      "[x](javascript:alert)",
      "[x](data:text/html,x)",
      "[x](//telltale.example)",
      "<img src=x onerror=alert(1)>",
    ]) {
      expect(parseInline(hostile)).toEqual([text(hostile)]);
    }
  });

  it("is read in time", () => {
    const started = performance.now();
    parseMarkdown("*".repeat(50_000));
    parseMarkdown("[".repeat(50_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
