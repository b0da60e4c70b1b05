import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PixelBox, sparse, steadied } from "./sparse";

const line = (count: number, step: number): PixelBox[] =>
  Array.from({ length: count }, (_, at) => [step * at, 10, 40, 30]);

describe("keeping few boxes", () => {
  it("keeps only the ends of a straight way", () => {
    expect(sparse(line(60, 2.5), 1)).toEqual([0, 59]);
  });

  it("keeps the corner of a way that turns", () => {
    const there = line(30, 3);
    const back = there.toReversed().slice(1);
    expect(sparse([...there, ...back], 1)).toEqual([0, 29, 58]);
  });

  it("keeps one box alone, and none of none", () => {
    expect(sparse(line(1, 0), 1)).toEqual([0]);
    expect(sparse([], 1)).toEqual([]);
  });

  it("never lets a side lie further off than the tolerance", () => {
    const box = fc.tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 1, max: 50, noNaN: true }),
      fc.double({ min: 1, max: 50, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(box, { minLength: 2, maxLength: 25 }),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (boxes, tolerance) => {
          const kept = sparse(boxes, tolerance);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(boxes.length - 1);
          boxes.forEach((measured, at) => {
            const next = kept.findIndex((index) => index >= at);
            const [from, to] = [kept[Math.max(next - 1, 0)] ?? 0, kept[next] ?? 0];
            const share = to === from ? 0 : (at - from) / (to - from);
            const sides = ([x, y, w, h]: PixelBox) => [x, y, x + w, y + h];
            const [a, b] = [sides(boxes[from] ?? measured), sides(boxes[to] ?? measured)];
            sides(measured).forEach((side, index) => {
              const placed = (a[index] ?? 0) + share * ((b[index] ?? 0) - (a[index] ?? 0));
              expect(Math.abs(placed - side)).toBeLessThanOrEqual(tolerance + 1e-9);
            });
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("takes out trembling but leaves an even movement and the ends alone", () => {
    const even = line(20, 2);
    expect(steadied(even).map((box) => box[0])).toEqual(even.map(([x]) => expect.closeTo(x, 9)));
    const trembling = even.map(([x, y, w, h], at): PixelBox => [x + (at % 2 ? 1 : -1), y, w, h]);
    const steady = steadied(trembling);
    expect(steady[0]).toEqual(trembling[0]);
    // Alternating by 1, it is left (17 - 2 * 12 - 2 * 3) / 35 of that.
    expect(Math.abs((steady[10]?.[0] ?? 0) - 20)).toBeCloseTo(13 / 35, 9);
  });
});
