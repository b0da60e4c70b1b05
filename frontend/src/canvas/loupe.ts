/** A magnifying glass over the picture, with the boxes' lines. */
import type { Box } from "@/domain/geometry";
import type { Scope } from "@/lib/scope";
import { categoryOf } from "@/store/categories";
import type { Shape } from "./shapes";
import type { Point, Size, View } from "./view";

/** How much larger than on the stage, and how wide and high it is, in pixels of the stage. */
const FACTOR = 4;
export const LOUPE_SIZE = 264;

export interface Magnified {
  readonly view: View;
  /** The displayed frame, in its own pixels. */
  readonly frame: Size;
  readonly stage: Size;
  /** The middle, in pixels of the stage. */
  readonly at: Point;
  readonly shapes: readonly Shape[];
}

/** Where the glass lies: about its middle, but whole on the stage. */
export const loupeCorner = (at: Point, stage: Size): Point => ({
  x: within(at.x - LOUPE_SIZE / 2, stage.width - LOUPE_SIZE),
  y: within(at.y - LOUPE_SIZE / 2, stage.height - LOUPE_SIZE),
});

const within = (value: number, most: number): number =>
  Math.min(Math.max(value, 0), Math.max(0, most));

export class Loupe {
  private held: Scope | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly video: HTMLVideoElement,
    /** Is what is seen while it lies on the video. */
    private readonly sheet: HTMLCanvasElement,
    private readonly scope: Scope,
  ) {}

  /** Shows what `look` says until it is released; the video gives no sign of every new picture. */
  hold(look: () => Magnified): void {
    this.release();
    const held = this.scope.child();
    this.held = held;
    const draw = (): void => {
      this.paint(look());
      held.frame(draw);
    };
    draw();
  }

  release(): void {
    this.held?.end();
    this.held = null;
    this.canvas.hidden = true;
  }

  private paint({ view, frame, stage, at, shapes }: Magnified): void {
    const { canvas, video, sheet } = this;
    const pen = canvas.getContext("2d");
    if (!pen || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const density = Math.max(1, Math.round(devicePixelRatio));
    const size = LOUPE_SIZE * density;
    if (canvas.width !== size) canvas.width = canvas.height = size;
    canvas.hidden = false;
    const corner = loupeCorner(at, stage);
    canvas.style.transform = `translate(${corner.x}px, ${corner.y}px)`;
    // From here on in pixels of the frame, its middle under `at`.
    const scale = view.scale * FACTOR * density;
    const middle = { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = "#1a1a1a";
    pen.fillRect(0, 0, size, size);
    pen.setTransform(scale, 0, 0, scale, size / 2 - middle.x * scale, size / 2 - middle.y * scale);
    pen.imageSmoothingEnabled = scale < 2;
    pen.drawImage(sheet.hidden ? video : sheet, 0, 0, frame.width, frame.height);
    for (const { box, category } of shapes)
      outline(pen, box, frame, categoryOf(category).colour, scale);
    cross(pen, size, density);
  }
}

const outline = (
  pen: CanvasRenderingContext2D,
  [x, y, w, h]: Box,
  frame: Size,
  colour: string,
  scale: number,
): void => {
  for (const [style, width] of [
    ["#000000b3", 3],
    [colour, 1],
  ] as const) {
    pen.strokeStyle = style;
    pen.lineWidth = (width * devicePixelRatio) / scale;
    pen.strokeRect(x * frame.width, y * frame.height, w * frame.width, h * frame.height);
  }
};

/** The point that is looked at, left open in the middle. */
const cross = (pen: CanvasRenderingContext2D, size: number, density: number): void => {
  pen.setTransform(density, 0, 0, density, size / 2, size / 2);
  for (const [style, width] of [
    ["#000000b3", 3],
    ["#ffffff", 1],
  ] as const) {
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.beginPath();
    for (const [x, y] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      pen.moveTo(6 * x, 6 * y);
      pen.lineTo(16 * x, 16 * y);
    }
    pen.stroke();
  }
};
