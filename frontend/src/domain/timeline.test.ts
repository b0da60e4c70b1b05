import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/time.json?raw";
import {
  durationS,
  endS,
  type FrameTable,
  frameAt,
  isFrameTable,
  type Span,
  secondsAt,
  sharedSpan,
  spanHolds,
  startS,
} from "./timeline";

interface Vectors {
  readonly tables: Readonly<Record<string, FrameTable>>;
  readonly frame_at: readonly (readonly [string, number, number])[];
  readonly seconds: readonly (readonly [string, number, number])[];
  readonly spans: readonly (readonly [string, Span, number, number])[];
  readonly durations: readonly (readonly [string, number])[];
  readonly refused: readonly FrameTable[];
}

const vectors: Vectors = JSON.parse(raw);

const table = (name: string): FrameTable => {
  const found = vectors.tables[name];
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

describe("frame table", () => {
  it.each(vectors.frame_at)("%s: at %d s frame %d is on screen", (name, seconds, frame) => {
    expect(frameAt(table(name), seconds)).toBe(frame);
  });

  it.each(vectors.seconds)("%s: frame %d appears at %d s", (name, frame, seconds) => {
    expect(secondsAt(table(name), frame)).toBeCloseTo(seconds, 12);
  });

  it.each(vectors.spans)("%s: span %j lasts from %d to %d s", (name, span, start, end) => {
    expect(startS(table(name), span)).toBeCloseTo(start, 12);
    expect(endS(table(name), span)).toBeCloseTo(end, 12);
  });

  it.each(vectors.durations)("%s lasts %d s", (name, seconds) => {
    expect(durationS(table(name))).toBeCloseTo(seconds, 12);
  });

  it.each(Object.keys(vectors.tables))("%s: every frame is on screen from its second", (name) => {
    expect(isFrameTable(table(name))).toBe(true);
    table(name).pts.forEach((_, frame) => {
      expect(frameAt(table(name), secondsAt(table(name), frame))).toBe(frame);
    });
  });

  it.each(vectors.refused)("refuses %j", (wrong) => {
    expect(isFrameTable(wrong)).toBe(false);
  });
});

describe("span", () => {
  it("holds its start but not its end", () => {
    expect([1, 2, 3, 4].filter((frame) => spanHolds([2, 4], frame))).toEqual([2, 3]);
  });

  it("shares frames, or nothing where it only touches", () => {
    expect(sharedSpan([0, 10], [5, 20])).toEqual([5, 10]);
    expect(sharedSpan([0, 5], [5, 10])).toBeNull();
  });
});
