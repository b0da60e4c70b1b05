import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/metrics.json?raw";
import type { Box } from "./geometry";
import { boxIou, match, type Tube, tiou, viou } from "./metrics";
import type { Span } from "./timeline";

interface MatchCase {
  readonly name: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly threshold: number;
  readonly matches: readonly (readonly [number, number, number])[];
}

interface Vectors {
  readonly box_iou: readonly (readonly [string, Box | null, Box | null, number])[];
  readonly tiou: readonly (readonly [string, Span, Span, number])[];
  readonly tubes: Readonly<Record<string, Tube>>;
  readonly viou: readonly (readonly [string, string, string, number])[];
  readonly match: readonly MatchCase[];
}

const vectors: Vectors = JSON.parse(raw);

const tube = (name: string): Tube => {
  const found = vectors.tubes[name];
  if (!found) throw new Error(`no tube ${name}`);
  return found;
};

const still = (start: number, end: number): Tube => ({
  span: [start, end],
  track: [{ frame: start, box: [0, 0, 1, 1] }],
});

/** The greatest sum of vIoU, by trying every pairing. */
const greatest = (left: readonly Tube[], right: readonly Tube[]): number => {
  const [first, ...others] = left;
  if (!first) return 0;
  const paired = right.map(
    (other, index) => viou(first, other) + greatest(others, right.toSpliced(index, 1)),
  );
  return Math.max(greatest(others, right), ...paired);
};

describe("metrics", () => {
  it.each(vectors.box_iou)("box IoU, %s", (_, a, b, expected) => {
    expect(boxIou(a, b)).toBeCloseTo(expected, 12);
  });

  it.each(vectors.tiou)("tIoU, %s", (_, a, b, expected) => {
    expect(tiou(a, b)).toBeCloseTo(expected, 12);
  });

  it.each(vectors.viou)("vIoU, %s", (_, a, b, expected) => {
    expect(viou(tube(a), tube(b))).toBeCloseTo(expected, 12);
    expect(viou(tube(b), tube(a))).toBeCloseTo(expected, 12);
  });

  it.each(vectors.match)("match: $name", ({ left, right, threshold, matches }) => {
    expect(match(left.map(tube), right.map(tube), threshold)).toEqual(
      matches.map(([left, right, score]) => ({ left, right, viou: expect.closeTo(score, 12) })),
    );
  });

  it("match: no pairing of five with five scores more", () => {
    // Spans in a fixed jumble: every start and length from 1 to 12 turns up.
    for (let seed = 0; seed < 60; seed += 1) {
      const side = (step: number): readonly Tube[] =>
        [0, 1, 2, 3, 4].map((n) => {
          const start = (seed * 7 + n * step) % 11;
          return still(start, start + 1 + ((seed * 5 + n * n * step) % 12));
        });
      const [left, right] = [side(3), side(5)];
      const total = match(left, right).reduce((sum, pair) => sum + pair.viou, 0);
      expect(total).toBeCloseTo(greatest(left, right), 9);
    }
  });
});
