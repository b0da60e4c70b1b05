/** Follows a box through a clip's decoded frames, away from the page that draws. */
import type { FrameTable } from "@/domain/timeline";
import { Reader } from "@/frames/reader";
import { Scope } from "@/lib/scope";
import type { Channel, Colours } from "./colours";
import type { Stop } from "./follower";
import type { PixelBox } from "./sparse";
import { type Size, Trail } from "./trail";

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

export type Report =
  | { readonly kind: "at"; readonly frame: number; readonly box: PixelBox }
  | {
      readonly kind: "done";
      /** The last frame at which it was seen. */
      readonly frame: number;
      readonly why: Stop | "end";
      /** What is left after thinning out, the box at `from` among them. */
      readonly keyframes: readonly { readonly frame: number; readonly box: PixelBox }[];
      /** Frames looked at, and how long that took. */
      readonly frames: number;
      readonly seconds: number;
    }
  | { readonly kind: "failed"; readonly message: string };

/** Frames decoded ahead. */
const DEPTH = 4;

const report = (message: Report): void => postMessage(message);

const follow = async (task: Task): Promise<void> => {
  const reader = await Reader.open(task.url, task.table);
  const begun = performance.now();
  try {
    let trail: Trail | null = null;
    let frames = 0;
    for await (const colours of decoded(reader, task.from, task.last)) {
      frames += 1;
      if (!trail) {
        trail = new Trail(colours, task.box);
        continue;
      }
      const box = trail.step(colours);
      if (!box) break;
      report({ kind: "at", frame: task.from + frames - 1, box });
    }
    if (!trail) throw new Error("the first frame cannot be decoded");
    report({
      kind: "done",
      frame: task.from + trail.reached,
      why: trail.stop ?? "end",
      keyframes: trail.keyframes(task.size).map(({ index, box }) => ({
        frame: task.from + index,
        box,
      })),
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

new Scope().listen(self, "message", ({ data }: MessageEvent<Task>) => {
  follow(data).catch((error: unknown) => report({ kind: "failed", message: String(error) }));
});
