import { describe, expect, it } from "vitest";
import type { Document, Trace } from "@/domain/document";
import { emptyDocument } from "@/domain/document";
import { changesBetween, isSame, wordsBetween } from "./diff";

const trace = (changed: Partial<Trace> = {}): Trace => ({
  id: "t1",
  category: "object_merging",
  also: [],
  tags: [],
  span: [2, 10],
  track: [
    { frame: 2, box: [0.1, 0.2, 0.3, 0.4] },
    { frame: 6, box: [0.2, 0.2, 0.3, 0.4] },
  ],
  explanation: { text: "The hand melts.", lang: "en" },
  origin: { kind: "human" },
  ...changed,
});
const document = (...traces: readonly Trace[]): Document => ({
  ...emptyDocument(),
  verdict: "fake",
  traces,
});

describe("the difference of two documents", () => {
  it("is nothing for the same content", () => {
    expect(changesBetween(document(trace()), document(trace()))).toEqual([]);
    expect(isSame(document(trace()), document(trace()))).toBe(true);
  });

  it("names verdict and note with both values", () => {
    const changes = changesBetween(emptyDocument(), { ...document(), note: "dark" });
    expect(changes).toEqual([
      { kind: "verdict", from: null, to: "fake" },
      { kind: "note", from: "", to: "dark" },
    ]);
  });

  it("names traces that came and went", () => {
    const changes = changesBetween(document(trace()), document(trace({ id: "t2" })));
    expect(changes.map((change) => [change.kind, "trace" in change && change.trace.id])).toEqual([
      ["added", "t2"],
      ["removed", "t1"],
    ]);
  });

  it("names every part of a trace that changed", () => {
    const after = trace({
      category: "object_splitting",
      span: [2, 12],
      track: [
        { frame: 2, box: [0.1, 0.2, 0.3, 0.5] },
        { frame: 8, box: null },
      ],
      explanation: { text: "The hand splits.", lang: "en" },
    });
    expect(changesBetween(document(trace()), document(after))).toEqual([
      {
        kind: "changed",
        trace: after,
        parts: [
          { kind: "category", from: "object_merging", to: "object_splitting" },
          { kind: "span", from: [2, 10], to: [2, 12] },
          { kind: "track", track: { added: [8], removed: [6], moved: [2] } },
          { kind: "text", from: "The hand melts.", to: "The hand splits." },
        ],
      },
    ]);
  });

  it("tells a box that left from one that stayed", () => {
    const absent = trace({
      track: [
        { frame: 2, box: [0.1, 0.2, 0.3, 0.4] },
        { frame: 6, box: null },
      ],
    });
    const [change] = changesBetween(document(trace()), document(absent));
    expect(change?.kind === "changed" && change.parts).toEqual([
      { kind: "track", track: { added: [], removed: [], moved: [6] } },
    ]);
    expect(isSame(document(absent), document(absent))).toBe(true);
  });

  it("notices a new order only when nothing else changed", () => {
    const [a, b] = [trace(), trace({ id: "t2" })];
    expect(changesBetween(document(a, b), document(b, a))).toEqual([{ kind: "order" }]);
  });
});

describe("the difference of two texts", () => {
  it("keeps what both have, word by word", () => {
    expect(wordsBetween("The left hand melts.", "The right hand melts.")).toEqual([
      { kind: "same", text: "The " },
      { kind: "gone", text: "left " },
      { kind: "new", text: "right " },
      { kind: "same", text: "hand melts." },
    ]);
  });

  it("puts both texts together again", () => {
    const pairs = [
      ["", "a b"],
      ["a b", ""],
      [" a  b c ", "b c d"],
      ["손이 녹는다", "손이 갈라진다"],
    ] as const;
    for (const [from, to] of pairs) {
      const words = wordsBetween(from, to);
      const without = (kind: string) =>
        words
          .filter((each) => each.kind !== kind)
          .map(({ text }) => text)
          .join("");
      expect(without("gone").trim()).toBe(to.trim());
      expect(without("new").trim()).toBe(from.trim());
    }
  });

  it("does not compare what is too long", () => {
    const long = "word ".repeat(500);
    expect(wordsBetween(long, `${long}more`).map(({ kind }) => kind)).toEqual(["gone", "new"]);
  });
});
