/** Follows a box through a clip's decoded frames, away from the page that draws. */
import type { FrameTable } from "@/domain/timeline";
import { Reader } from "@/frames/reader";
import { Scope } from "@/lib/scope";
import { type Channel, type Colours, greyOf, tintFor } from "./colours";
import { type Followed, Follower, type Stop } from "./follower";
import { pyramidOf, type Spot } from "./plane";
import { type PixelBox, sparse, steadied } from "./sparse";

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Task {
  readonly url: string;
  readonly table: FrameTable;
  /** The frame of the box, and the last frame to follow it to. */
  readonly from: number;
  readonly last: number;
  /** x, y, w, h as fractions of the frame. */
  readonly box: PixelBox;
  /** The displayed frame in pixels, by which the tolerance is measured. */
  readonly size: Size;
}

export interface Placed {
  readonly frame: number;
  readonly box: PixelBox;
}

export type Report =
  | { readonly kind: "at"; readonly frame: number; readonly box: PixelBox }
  | {
      readonly kind: "done";
      /** The last frame at which it was seen. */
      readonly frame: number;
      readonly why: Stop | "end";
      /** What is left after thinning out, the box at `from` among them. */
      readonly keyframes: readonly Placed[];
      /** Frames looked at, and how long that took. */
      readonly frames: number;
      readonly seconds: number;
    }
  | { readonly kind: "failed"; readonly message: string };

/** Sides may lie so far off between keyframes: a pixel, or a fiftieth of a large box. */
const TOLERANCE = 1;
const SHARE = 0.02;
/** Frames decoded ahead. */
const DEPTH = 4;

const report = (message: Report): void => postMessage(message);

const follow = async (task: Task): Promise<void> => {
  const reader = await Reader.open(task.url, task.table);
  const begun = performance.now();
  try {
    const pictures = decoded(reader, task.from, task.last);
    const first = await pictures.next();
    if (first.done) throw new Error("the first frame cannot be decoded");
    const tint = tintFor(first.value, spotOf(task.box, first.value));
    const plane = greyOf(first.value, tint);
    const spots: (Followed | null)[] = [{ spot: spotOf(task.box, plane), score: 1, isSeen: true }];
    const follower = new Follower(pyramidOf(plane), spotOf(task.box, plane));
    let frame = task.from;
    let frames = 1;
    for await (const colours of pictures) {
      const found = follower.step(pyramidOf(greyOf(colours, tint)));
      frames += 1;
      if (!found) break;
      frame += 1;
      spots.push(found);
      report({ kind: "at", frame, box: boxOf(found.spot, plane) });
    }
    while (spots.length > 1 && !spots.at(-1)?.isSeen) spots.pop();
    report({
      kind: "done",
      frame: task.from + spots.length - 1,
      why: follower.stop ?? "end",
      keyframes: thinned(spots, plane, task),
      frames,
      seconds: (performance.now() - begun) / 1000,
    });
  } finally {
    reader.close();
  }
};

/** The frames in order, some of them in the decoder while the one before is looked at. */
async function* decoded(reader: Reader, from: number, last: number): AsyncGenerator<Colours> {
  const ahead: Promise<VideoFrame>[] = [];
  let next = from;
  try {
    for (let frame = from; frame <= last; frame += 1) {
      while (next <= last && next < frame + DEPTH) {
        const coming = reader.decode(next);
        coming.catch(() => undefined);
        ahead.push(coming);
        next += 1;
      }
      const picture = await ahead.shift();
      if (!picture) return;
      const colours = await coloursOf(picture);
      picture.close();
      yield colours;
    }
  } finally {
    for (const rest of ahead) rest.then((picture) => picture.close()).catch(() => undefined);
  }
}

/** The planes of a decoded frame as they are, or worked out from what a canvas makes of it. */
const coloursOf = async (picture: VideoFrame): Promise<Colours> => {
  const { format, visibleRect } = picture;
  if (!visibleRect || (format !== "I420" && format !== "NV12")) return coloursByCanvas(picture);
  const { width, height } = visibleRect;
  const data = new Uint8Array(picture.allocationSize());
  const [first, second, third] = await picture.copyTo(data);
  const channel = (layout: PlaneLayout | undefined, step: number, shift = 0): Channel => ({
    data,
    offset: (layout?.offset ?? 0) + shift,
    stride: layout?.stride ?? 0,
    step,
    halvings: 1,
  });
  const isPacked = format === "NV12";
  return {
    width,
    height,
    brightness: { ...channel(first, 1), halvings: 0 },
    blue: isPacked ? channel(second, 2) : channel(second, 1),
    red: isPacked ? channel(second, 2, 1) : channel(third, 1),
  };
};

let canvas: OffscreenCanvas | null = null;

const coloursByCanvas = (picture: VideoFrame): Colours => {
  const { displayWidth: width, displayHeight: height } = picture;
  canvas ??= new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  // Brightness, blue and red difference take the places of red, green and blue.
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    data[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    data[at + 1] = 128 - 0.169 * red - 0.331 * green + 0.5 * blue;
    data[at + 2] = 128 + 0.5 * red - 0.419 * green - 0.081 * blue;
  }
  const bytes = new Uint8Array(data.buffer);
  const channel = (offset: number): Channel => ({
    data: bytes,
    offset,
    stride: 4 * width,
    step: 4,
    halvings: 0,
  });
  return { width, height, brightness: channel(0), blue: channel(1), red: channel(2) };
};

/** Few keyframes, with boxes that were only guessed drawn through. */
const thinned = (
  spots: readonly (Followed | null)[],
  plane: Size,
  { from, box, size }: Task,
): readonly Placed[] => {
  const seen = spots.flatMap((each, index) => (each?.isSeen ? [{ index, spot: each.spot }] : []));
  const all = filled(seen.map(({ index, spot }) => ({ index, box: pixelsOf(spot, plane, size) })));
  const first = all[0];
  if (!first) return [];
  const side = Math.sqrt(first[2] * first[3]);
  const steady = steadied(all);
  return sparse(steady, Math.max(TOLERANCE, SHARE * side)).map((index) => {
    const [x, y, w, h] = steady[index] ?? first;
    const { width, height } = size;
    const placed = inside([x / width, y / height, w / width, h / height]);
    return { frame: from + index, box: index === 0 ? box : placed };
  });
};

/** A straight way through the frames at which nothing was seen. */
const filled = (
  seen: readonly { readonly index: number; readonly box: PixelBox }[],
): readonly PixelBox[] =>
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

const boxOf = (spot: Spot, plane: Size): PixelBox => {
  const [x, y, w, h] = pixelsOf(spot, plane, { width: 1, height: 1 });
  return inside([x, y, w, h]);
};

const pixelsOf = ({ x, y, width, height }: Spot, plane: Size, size: Size): PixelBox => {
  const across = size.width / plane.width;
  const down = size.height / plane.height;
  return [(x - width / 2) * across, (y - height / 2) * down, width * across, height * down];
};

/** Cut at the frame's border. */
const inside = ([x, y, w, h]: PixelBox): PixelBox => {
  const left = Math.min(Math.max(x, 0), 0.999);
  const top = Math.min(Math.max(y, 0), 0.999);
  const right = Math.min(Math.max(x + w, left + 0.001), 1);
  const bottom = Math.min(Math.max(y + h, top + 0.001), 1);
  return [left, top, right - left, bottom - top];
};

new Scope().listen(self, "message", ({ data }: MessageEvent<Task>) => {
  follow(data).catch((error: unknown) => report({ kind: "failed", message: String(error) }));
});
