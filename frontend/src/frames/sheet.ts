/** Draws onto the canvas that lies on the video, and says which frame it shows. */
import type { Look } from "./look";

export type Picture = VideoFrame | ImageBitmap;

export interface Mix {
  readonly look: Look;
  /** The frame that the picture stands for. */
  readonly frame: number;
  readonly base: Picture;
  readonly other: Picture | null;
  /** Doublings of a difference. */
  readonly gain: number;
}

const ONION = 0.5;

export class Sheet {
  private readonly pen: CanvasRenderingContext2D | null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.pen = canvas.getContext("2d", { alpha: false });
  }

  get isShown(): boolean {
    return !this.canvas.hidden;
  }

  show(mix: Mix): void {
    const { pen } = this;
    if (!pen) return;
    this.fit(sizeOf(mix.base));
    draw(pen, mix);
    this.reveal(mix.look, mix.frame);
  }

  /** Shows a frame by its pixels. */
  put(frame: number, pixels: ImageData): void {
    this.fit(pixels);
    this.pen?.putImageData(pixels, 0, 0);
    this.reveal("plain", frame);
  }

  private fit({ width, height }: { readonly width: number; readonly height: number }): void {
    const { canvas } = this;
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
  }

  private reveal(look: Look, frame: number): void {
    const { canvas } = this;
    canvas.dataset.frame = String(frame);
    canvas.dataset.look = look;
    canvas.hidden = false;
  }

  hide(): void {
    if (this.canvas.hidden) return;
    this.canvas.hidden = true;
    delete this.canvas.dataset.frame;
    delete this.canvas.dataset.look;
  }

  /** Gives back the memory of the picture. */
  empty(): void {
    this.hide();
    this.canvas.width = 1;
    this.canvas.height = 1;
  }
}

export const sizeOf = (picture: Picture): { readonly width: number; readonly height: number } =>
  "displayWidth" in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height };

const draw = (pen: CanvasRenderingContext2D, { look, base, other, gain }: Mix): void => {
  const { width, height } = pen.canvas;
  const lay = (picture: CanvasImageSource): void => pen.drawImage(picture, 0, 0, width, height);
  pen.globalAlpha = 1;
  pen.globalCompositeOperation = "copy";
  lay(base);
  if (!other) return;
  if (look === "onion") {
    pen.globalCompositeOperation = "source-over";
    pen.globalAlpha = ONION;
    lay(other);
  } else if (look === "difference") {
    pen.globalCompositeOperation = "difference";
    lay(other);
    pen.globalCompositeOperation = "lighter";
    // Adding the picture to itself doubles it.
    for (let doubling = 0; doubling < gain; doubling += 1) lay(pen.canvas);
  }
};
