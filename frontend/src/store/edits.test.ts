import { produce } from "immer";
import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import { boxAt, type Keyframe } from "@/domain/track";
import * as edits from "./edits";
import { newTrace } from "./trace";

const A: Box = [0, 0, 0.2, 0.2];
const B: Box = [0.4, 0.2, 0.2, 0.4];

const documentWith = (track: Keyframe[], span: [number, number] = [10, 50]) => {
  const trace = newTrace({ category: "object_merging", span, track, lang: "en" });
  const document: Document = { schema: 1, verdict: null, note: "", traces: [trace] };
  const after = (edit: (id: string) => edits.Edit) => {
    const result = produce(document, edit(trace.id)).traces[0];
    if (!result) throw new Error("the trace is gone");
    return result;
  };
  return { document, trace, after };
};

const moving = documentWith([
  { frame: 10, box: A },
  { frame: 30, box: B },
]);

describe("keyframes", () => {
  it("interpolate linearly and hold at both ends", () => {
    // Frame 20 is half way from 10 to 30.
    const half = boxAt(moving.trace.track, 20);
    [0.2, 0.1, 0.2, 0.3].forEach((value, index) => {
      expect(half?.[index]).toBeCloseTo(value, 12);
    });
    expect(boxAt(moving.trace.track, 0)).toEqual(A);
    expect(boxAt(moving.trace.track, 49)).toEqual(B);
  });

  it("do not interpolate into absence", () => {
    const track = moving.after((id) => edits.setKeyframe(id, 20, null)).track;
    expect(boxAt(track, 19)).toEqual(A);
    expect(boxAt(track, 20)).toBeNull();
    expect(boxAt(track, 29)).toBeNull();
    expect(boxAt(track, 30)).toEqual(B);
  });

  it("never let the first be without a box", () => {
    expect(moving.after((id) => edits.setKeyframe(id, 10, null)).track[0]?.box).toEqual(A);
    expect(moving.after((id) => edits.setKeyframe(id, 3, null)).track).toHaveLength(2);
    const track = documentWith([
      { frame: 0, box: A },
      { frame: 5, box: null },
      { frame: 9, box: B },
    ]).after((id) => edits.removeKeyframe(id, 0)).track;
    expect(track).toEqual([{ frame: 9, box: B }]);
  });

  it("keep the last box", () => {
    const still = documentWith([{ frame: 10, box: A }]);
    expect(still.after((id) => edits.removeKeyframe(id, 10)).track).toHaveLength(1);
  });

  it("move between their neighbours only", () => {
    expect(moving.after((id) => edits.moveKeyframe(id, 10, 40)).track[0]?.frame).toBe(29);
    expect(moving.after((id) => edits.moveKeyframe(id, 30, 2)).track[1]?.frame).toBe(11);
  });

  it("copy the previous box, hold to the end, and come and go", () => {
    expect(moving.after((id) => edits.copyPrevious(id, 25)).track[1]).toEqual({
      frame: 25,
      box: A,
    });
    const held = moving.after((id) => edits.holdToEnd(id, 10)).track;
    expect(held).toEqual([{ frame: 10, box: A }]);
    const absent = moving.after((id) => edits.toggleAbsent(id, 40)).track;
    expect(absent[2]).toEqual({ frame: 40, box: null });
  });

  it("stand still on demand, and get two ends when they already do", () => {
    expect(moving.after((id) => edits.toggleStatic(id, 30)).track).toEqual([{ frame: 10, box: B }]);
    const still = documentWith([{ frame: 10, box: A }]);
    expect(still.after((id) => edits.toggleStatic(id, 12)).track.map((k) => k.frame)).toEqual([
      10, 49,
    ]);
  });
});

describe("spans", () => {
  it("are never empty and keep the keyframes outside", () => {
    expect(moving.after((id) => edits.setSpan(id, [20, 20])).span).toEqual([10, 50]);
    const trimmed = moving.after((id) => edits.setSpan(id, [15, 20]));
    expect(trimmed.span).toEqual([15, 20]);
    expect(trimmed.track).toHaveLength(2);
  });

  it("move with their keyframes as far as the clip reaches", () => {
    const moved = moving.after((id) => edits.shift(id, 100, 60));
    expect(moved.span).toEqual([20, 60]);
    expect(moved.track.map((keyframe) => keyframe.frame)).toEqual([20, 40]);
    expect(moving.after((id) => edits.shift(id, -100, 60)).span).toEqual([0, 40]);
  });
});

describe("what a trace says", () => {
  it("never names its category twice", () => {
    const also = produce(moving.document, edits.toggleAlso(moving.trace.id, "sudden_blurring"))
      .traces[0];
    expect(also?.also).toEqual(["sudden_blurring"]);
    const draft = { ...moving.document, traces: also ? [also] : [] };
    const main = produce(draft, edits.setCategory(moving.trace.id, "sudden_blurring")).traces[0];
    expect(main).toMatchObject({ category: "sudden_blurring", also: [] });
  });

  it("makes a clip without a verdict a generated one, and leaves other verdicts alone", () => {
    const trace = newTrace({ category: null, span: [0, 1], track: [], lang: "ko" });
    const blank: Document = { schema: 1, verdict: null, note: "", traces: [] };
    expect(produce(blank, edits.addTrace(trace)).verdict).toBe("fake");
    expect(produce({ ...blank, verdict: "unsure" }, edits.addTrace(trace)).verdict).toBe("unsure");
  });
});
