import { describe, expect, it } from "vitest";
import { type Channel, type Colours, greyOf, tintFor } from "./colours";

const WIDTH = 40;
const HEIGHT = 30;
const spot = { x: 20, y: 14, width: 12, height: 10 };

const channel = (value: (x: number, y: number) => number, halvings: 0 | 1): Channel => {
  const [across, down] = [WIDTH >> halvings, HEIGHT >> halvings];
  const data = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1) data[y * across + x] = value(x << halvings, y << halvings);
  return { data, offset: 0, stride: across, step: 1, halvings };
};

const isInside = (x: number, y: number): boolean =>
  Math.abs(x - spot.x) < spot.width / 2 && Math.abs(y - spot.y) < spot.height / 2;

const picture = (redInside: number): Colours => ({
  width: WIDTH,
  height: HEIGHT,
  brightness: channel((x, y) => 100 + ((7 * x + 3 * y) % 11), 0),
  blue: channel(() => 128, 1),
  red: channel((x, y) => (isInside(x, y) ? redInside : 128), 1),
});

describe("grey out of colours", () => {
  it("is the brightness alone where colours do not differ", () => {
    const colours = picture(128);
    expect(tintFor(colours, spot)).toEqual({ blue: 0, red: 0 });
    expect(greyOf(colours, { blue: 0, red: 0 }).data).toEqual(colours.brightness.data);
  });

  it("sets a red thing apart that is as bright as its ground", () => {
    const colours = picture(178);
    const tint = tintFor(colours, spot);
    expect(tint.blue).toBe(0);
    const { data } = greyOf(colours, tint);
    const at = (x: number, y: number): number => data[y * WIDTH + x] ?? 0;
    expect(Math.abs(at(20, 14) - at(2, 2))).toBeGreaterThan(50);
  });
});
