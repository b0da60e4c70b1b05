/**
 * One grey picture out of a coloured one, in which the thing to follow stands out: brightness, and
 * as much colour as sets the inside of the box apart from what is around it.
 */
import type { Plane, Spot } from "./plane";

/** One value per pixel, or per square of pixels. */
export interface Channel {
  readonly data: Uint8Array;
  readonly offset: number;
  /** Between rows, in bytes. */
  readonly stride: number;
  /** Between values of a row, in bytes. */
  readonly step: number;
  /** 0 for a value per pixel, 1 for one per 2 by 2 pixels. */
  readonly halvings: 0 | 1;
}

export interface Colours {
  readonly width: number;
  readonly height: number;
  readonly brightness: Channel;
  /** Blue and red differences, 128 for grey. */
  readonly blue: Channel;
  readonly red: Channel;
}

/** How much of each colour difference is added to the brightness. */
export interface Tint {
  readonly blue: number;
  readonly red: number;
}

/** A mean difference of so many levels counts as much as the brightness itself. */
const TELLING = 20;
const MOST = 1.5;
/** Differences below this are noise. */
const LEAST = 0.15;

/** The tint for a box of the first picture. */
export const tintFor = (colours: Colours, spot: Spot): Tint => {
  const side = apart(colours, colours.brightness, spot) < 0 ? -1 : 1;
  const weight = (channel: Channel): number => {
    const wanted = (side * apart(colours, channel, spot)) / TELLING;
    const held = Math.min(Math.max(wanted, -MOST), MOST);
    return Math.abs(held) < LEAST ? 0 : held;
  };
  return { blue: weight(colours.blue), red: weight(colours.red) };
};

/** How far the mean inside the ellipse of the spot lies above the mean of the band around it. */
const apart = ({ width, height }: Colours, channel: Channel, spot: Spot): number => {
  let [inside, outside, countIn, countOut] = [0, 0, 0, 0];
  const stepX = Math.max(1, Math.floor(spot.width / 24));
  const stepY = Math.max(1, Math.floor(spot.height / 24));
  for (let y = spot.y - spot.height * 0.75; y < spot.y + spot.height * 0.75; y += stepY)
    for (let x = spot.x - spot.width * 0.75; x < spot.x + spot.width * 0.75; x += stepX) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const value = levelAt(channel, Math.floor(x), Math.floor(y));
      const u = (2 * (x - spot.x)) / spot.width;
      const v = (2 * (y - spot.y)) / spot.height;
      if (u * u + v * v < 0.7) {
        inside += value;
        countIn += 1;
      } else if (Math.max(Math.abs(u), Math.abs(v)) > 1) {
        outside += value;
        countOut += 1;
      }
    }
  return countIn === 0 || countOut === 0 ? 0 : inside / countIn - outside / countOut;
};

const levelAt = ({ data, offset, stride, step, halvings }: Channel, x: number, y: number): number =>
  data[offset + (y >> halvings) * stride + (x >> halvings) * step] ?? 0;

export const greyOf = (colours: Colours, tint: Tint): Plane => {
  const { width, height, brightness, blue, red } = colours;
  const data = new Uint8Array(width * height);
  const isTinted = tint.blue !== 0 || tint.red !== 0;
  for (let y = 0; y < height; y += 1) {
    const from = brightness.offset + y * brightness.stride;
    const to = y * width;
    if (!isTinted && brightness.step === 1) {
      data.set(brightness.data.subarray(from, from + width), to);
      continue;
    }
    for (let x = 0; x < width; x += 1) {
      const grey =
        (brightness.data[from + x * brightness.step] ?? 0) +
        tint.blue * (levelAt(blue, x, y) - 128) +
        tint.red * (levelAt(red, x, y) - 128);
      data[to + x] = Math.min(Math.max(grey, 0), 255);
    }
  }
  return { width, height, data };
};
