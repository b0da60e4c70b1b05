/** The way of a box through pictures that come one after another, and the keyframes it comes to. */
import { type Colours, greyOf, type Tint, tintFor } from "./colours";
import { type Followed, Follower, type Stop } from "./follower";
import { pyramidOf, type Spot } from "./plane";
import { type PixelBox, sparse, steadied } from "./sparse";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `index` counts from the first picture; the box is in fractions of the picture. */
export interface Placed {
  readonly index: number;
  readonly box: PixelBox;
}

/** Sides may lie so far off between keyframes: a pixel, or a fiftieth of a large box. */
const TOLERANCE = 1;
const SHARE = 0.02;

export class Trail {
  private readonly size: Size;
  private readonly tint: Tint;
  private readonly follower: Follower;
  private readonly spots: Followed[];

  constructor(
    first: Colours,
    private readonly box: PixelBox,
  ) {
    this.size = { width: first.width, height: first.height };
    const spot = spotOf(box, this.size);
    this.tint = tintFor(first, spot);
    this.follower = new Follower(pyramidOf(greyOf(first, this.tint)), spot);
    this.spots = [{ spot, score: 1, isSeen: true }];
  }

  /** Why it ended; null while it goes on. */
  get stop(): Stop | null {
    return this.follower.stop;
  }

  /** The index of the last picture in which it was seen. */
  get reached(): number {
    const believed = this.spots.slice(0, Math.max(1, this.spots.length - this.follower.doubtful));
    return believed.findLastIndex(({ isSeen }) => isSeen);
  }

  /** The box in the next picture, in fractions; null when it stopped. */
  step(next: Colours): PixelBox | null {
    const found = this.follower.step(pyramidOf(greyOf(next, this.tint)));
    if (!found) return null;
    this.spots.push(found);
    return inside(pixelsOf(found.spot, this.size, { width: 1, height: 1 }));
  }

  /** Few keyframes; sides stay within a pixel of a frame of `size`, or a fiftieth of the box. */
  keyframes(size: Size): readonly Placed[] {
    const seen = this.spots
      .slice(0, this.reached + 1)
      .flatMap(({ spot, isSeen }, index) =>
        isSeen ? [{ index, box: pixelsOf(spot, this.size, size) }] : [],
      );
    const all = steadied(filled(seen));
    const [first] = all;
    if (!first) return [];
    const tolerance = Math.max(TOLERANCE, SHARE * Math.sqrt(first[2] * first[3]));
    return sparse(all, tolerance).map((index) => {
      const [x, y, w, h] = all[index] ?? first;
      const { width, height } = size;
      // The person's own box stays as it was drawn.
      const box = index === 0 ? this.box : inside([x / width, y / height, w / width, h / height]);
      return { index, box };
    });
  }
}

/** A straight way through the pictures in which it was not seen. */
const filled = (seen: readonly Placed[]): readonly PixelBox[] =>
  seen.flatMap(({ index, box }, at) => {
    const before = seen[at - 1];
    if (!before) return [box];
    const steps = index - before.index;
    return Array.from({ length: steps }, (_, step): PixelBox => {
      const share = (step + 1) / steps;
      const of = (side: 0 | 1 | 2 | 3): number =>
        before.box[side] + share * (box[side] - before.box[side]);
      return [of(0), of(1), of(2), of(3)];
    });
  });

const spotOf = ([x, y, w, h]: PixelBox, { width, height }: Size): Spot => ({
  x: (x + w / 2) * width,
  y: (y + h / 2) * height,
  width: w * width,
  height: h * height,
});

const pixelsOf = ({ x, y, width, height }: Spot, from: Size, to: Size): PixelBox => {
  const across = to.width / from.width;
  const down = to.height / from.height;
  return [(x - width / 2) * across, (y - height / 2) * down, width * across, height * down];
};

/** Cut at the picture's border. */
const inside = ([x, y, w, h]: PixelBox): PixelBox => {
  const left = Math.min(Math.max(x, 0), 0.999);
  const top = Math.min(Math.max(y, 0), 0.999);
  const right = Math.min(Math.max(x + w, left + 0.001), 1);
  const bottom = Math.min(Math.max(y + h, top + 0.001), 1);
  return [left, top, right - left, bottom - top];
};
