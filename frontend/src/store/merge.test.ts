import { describe, expect, it } from "vitest";
import type { Document, Trace } from "@/domain/document";
import { merge } from "./merge";
import { newTrace } from "./trace";

const hand: Trace = {
  ...newTrace({ category: "object_merging", span: [0, 9], track: [], lang: "en" }),
  id: "hand",
};
const cup: Trace = { ...hand, id: "cup" };
const base: Document = { schema: 1, verdict: "fake", note: "", traces: [hand, cup] };
const withHand = (change: Partial<Trace>): Document => ({
  ...base,
  traces: [{ ...hand, ...change }, cup],
});

describe("merging", () => {
  it("takes what only one side changed, field by field", () => {
    const mine = withHand({ span: [2, 9] });
    const theirs = { ...withHand({ category: "object_splitting" }), note: "look at the cup" };
    const { document, clashes } = merge({ base, mine, theirs });
    expect(clashes).toEqual([]);
    expect(document.note).toBe("look at the cup");
    expect(document.traces[0]).toEqual({ ...hand, span: [2, 9], category: "object_splitting" });
  });

  it("keeps traces that either side added and drops those that either deleted", () => {
    const lamp = { ...hand, id: "lamp" };
    const tree = { ...hand, id: "tree" };
    const mine = { ...base, traces: [hand, cup, lamp] };
    const theirs = { ...base, traces: [cup, tree] };
    const { document, clashes } = merge({ base, mine, theirs });
    expect(document.traces.map((trace) => trace.id)).toEqual(["cup", "lamp", "tree"]);
    expect(clashes).toEqual([]);
  });

  it("asks only where both sides changed the same field differently", () => {
    const sides = {
      base,
      mine: withHand({ span: [2, 9], tags: ["a"] }),
      theirs: withHand({ span: [3, 9], tags: ["a"] }),
    };
    const { document, clashes } = merge(sides);
    expect(clashes).toEqual([{ kind: "field", trace: "hand", field: "span" }]);
    expect(document.traces[0]?.span).toEqual([2, 9]);
    expect(merge(sides, "theirs").document.traces[0]?.span).toEqual([3, 9]);
  });

  it("asks when one side deleted what the other changed", () => {
    const sides = {
      base,
      mine: { ...base, traces: [cup] },
      theirs: withHand({ span: [3, 9] }),
    };
    expect(merge(sides).clashes).toEqual([{ kind: "deleted", trace: "hand", by: "mine" }]);
    expect(merge(sides).document.traces.map((trace) => trace.id)).toEqual(["cup"]);
    expect(merge(sides, "theirs").document.traces.map((trace) => trace.id)).toEqual([
      "hand",
      "cup",
    ]);
  });

  it("is nobody's loss when only one side moved", () => {
    const moved = withHand({ span: [1, 5] });
    expect(merge({ base, mine: moved, theirs: base }).document).toEqual(moved);
    expect(merge({ base, mine: base, theirs: moved }).document).toEqual(moved);
  });
});
