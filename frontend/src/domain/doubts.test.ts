import { describe, expect, it } from "vitest";
import type { Document, Trace } from "./document";
import { doubts } from "./doubts";
import type { Box } from "./geometry";
import type { Span } from "./timeline";

const trace = (id: string, span: Span, box: Box, category: Trace["category"] = null): Trace => ({
  id,
  category,
  also: [],
  tags: [],
  span,
  track: [{ frame: span[0], box }],
  explanation: { text: "", lang: "en" },
  origin: { kind: "human" },
});
const found = (...traces: readonly Trace[]) => {
  const document: Document = { schema: 1, verdict: "fake", note: "", traces };
  return doubts(document).map(({ code, path }) => [code, path]);
};
const BOX: Box = [0.1, 0.1, 0.4, 0.4];

describe("doubts", () => {
  it("name the later of two traces with one place and one time, of whatever category", () => {
    expect(
      found(
        trace("a", [10, 30], BOX, "object_merging"),
        trace("b", [10, 30], BOX, "object_splitting"),
      ),
    ).toEqual([["repeated", "traces/1/track"]]);
  });

  it("count space and time together: more than 0.8 of either alone is not enough", () => {
    // 18 of 20 frames, each with 0.9 of the box: 0.9 * 0.9 = 0.81.
    expect(
      found(trace("a", [10, 30], BOX), trace("b", [10, 28], [0.1, 0.1, 0.36, 0.4])),
    ).toHaveLength(1);
    // 17 of 20 frames: 0.85 * 0.9 = 0.765.
    expect(found(trace("a", [10, 30], BOX), trace("b", [10, 27], [0.1, 0.1, 0.36, 0.4]))).toEqual(
      [],
    );
    expect(found(trace("a", [10, 30], BOX), trace("b", [30, 50], BOX))).toEqual([]);
  });

  it("ask about a span of one frame", () => {
    expect(found(trace("a", [10, 11], BOX))).toEqual([["one_frame", "traces/0/span"]]);
    expect(found(trace("a", [10, 12], BOX))).toEqual([]);
  });
});
