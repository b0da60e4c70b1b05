import { produce } from "immer";
import { describe, expect, it } from "vitest";
import type { Document, Trace } from "@/domain/document";
import { newTrace } from "@/store/trace";
import { dropped, editPoints, type Grip, gripNear, landmarks, shownFor } from "./drag";

const trace: Trace = {
  ...newTrace({
    category: null,
    span: [10, 50],
    track: [{ frame: 10, box: [0, 0, 1, 1] }],
    lang: "en",
  }),
  id: "a",
};
const document: Document = { schema: 1, verdict: null, note: "", traces: [trace] };
const result = (grip: Grip, at: number): Trace | undefined =>
  produce(document, dropped(trace, grip, at, 100)).traces[0];

describe("a fingertip", () => {
  it("takes the nearest end or keyframe in reach", () => {
    expect(gripNear(trace, 47, 5)).toEqual({ kind: "end" });
    expect(gripNear(trace, 53, 5)).toEqual({ kind: "end" });
    // The keyframe stands at 10.5, the start at 10.
    expect(gripNear(trace, 8, 5)).toEqual({ kind: "start" });
    expect(gripNear(trace, 12, 5)).toEqual({ kind: "keyframe", frame: 10 });
  });

  it("never takes the span itself", () => {
    expect(gripNear(trace, 30, 5)).toBeNull();
  });
});

describe("dragging on a lane", () => {
  it("keeps at least one frame, inside the clip", () => {
    expect(result({ kind: "start" }, 80)?.span).toEqual([49, 50]);
    expect(result({ kind: "end" }, 3)?.span).toEqual([10, 11]);
    expect(result({ kind: "end" }, 300)?.span).toEqual([10, 100]);
  });

  it("moves the body with its keyframes and keyframes alone", () => {
    expect(result({ kind: "body" }, 30)).toMatchObject({
      span: [30, 70],
      track: [{ frame: 30 }],
    });
    expect(result({ kind: "keyframe", frame: 10 }, 20)).toMatchObject({
      span: [10, 50],
      track: [{ frame: 20 }],
    });
  });

  it("shows the last frame inside while an end is dragged", () => {
    expect(shownFor({ kind: "end" }, 50, 100)).toBe(49);
    expect(shownFor({ kind: "start" }, 10, 100)).toBe(10);
    expect(shownFor({ kind: "start" }, 100, 100)).toBe(99);
  });

  it("snaps an end to just after the playhead's frame", () => {
    const at = { frame: 33, frameCount: 100 };
    expect(landmarks(document, "a", at, { kind: "end" })[0]).toEqual({ at: 34, kind: "playhead" });
    expect(landmarks(document, "a", at, { kind: "start" })[0]?.at).toBe(33);
  });
});

it("lists the edit points once each, with the last frame inside a span for its end", () => {
  expect(editPoints(document, 100)).toEqual([0, 10, 49, 99]);
});
