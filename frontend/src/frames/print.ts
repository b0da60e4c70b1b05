/**
 * The pixels of one decoded frame: putting them on a canvas takes a third of the time that drawing
 * the frame does, and the browser makes them beside the page's own work.
 */
const RGBA: VideoFrameCopyToOptions = { format: "RGBA" };
const CHANNELS = 4;

export class Print {
  private pixels: ImageData | null = null;
  private frame: number | null = null;
  private isBusy = false;

  /** Takes the print of a picture; there is none where the browser cannot make it. */
  async take(frame: number, picture: VideoFrame): Promise<void> {
    if (this.isBusy || this.frame === frame || !canPrint(picture)) return;
    const { displayWidth: width, displayHeight: height } = picture;
    if (this.pixels?.width !== width || this.pixels.height !== height)
      this.pixels = new ImageData(width, height);
    this.frame = null;
    this.isBusy = true;
    try {
      await picture.copyTo(this.pixels.data, RGBA);
      this.frame = frame;
    } catch {
      // The picture was closed meanwhile: whoever wants the frame draws it from the decoder anew.
    } finally {
      this.isBusy = false;
    }
  }

  of(frame: number): ImageData | null {
    return this.frame === frame ? this.pixels : null;
  }

  /** Gives back the memory. */
  empty(): void {
    this.pixels = null;
    this.frame = null;
  }
}

/** Some browsers know no format but the decoder's own, and square pixels are the only ones. */
const canPrint = (picture: VideoFrame): boolean => {
  const { displayWidth, displayHeight, visibleRect } = picture;
  if (visibleRect?.width !== displayWidth || visibleRect.height !== displayHeight) return false;
  try {
    return picture.allocationSize(RGBA) === displayWidth * displayHeight * CHANNELS;
  } catch {
    return false;
  }
};
