/** Where the video lies on the stage: zoom, pan and fit. Points are pixels of the stage. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The displayed frame's rectangle is at (`x`, `y`), `width * scale` by `height * scale`. */
export interface View extends Point {
  readonly scale: number;
}

export const MAX_SCALE = 16;

/** The scale at which the whole frame fits, with `margin` pixels around it. */
const fitScale = (frame: Size, stage: Size, margin: number): number =>
  Math.max(
    0.01,
    Math.min((stage.width - 2 * margin) / frame.width, (stage.height - 2 * margin) / frame.height),
  );

/** The whole frame, centred. */
export const fitted = (frame: Size, stage: Size, margin = 8): View =>
  centred(frame, stage, fitScale(frame, stage, margin));

const centred = (frame: Size, stage: Size, scale: number): View => ({
  scale,
  x: (stage.width - frame.width * scale) / 2,
  y: (stage.height - frame.height * scale) / 2,
});

/** Zooms about a point of the stage; what lies under it stays there. */
export const zoomedAt = (
  view: View,
  at: Point,
  factor: number,
  world: { readonly frame: Size; readonly stage: Size },
): View => {
  const least = fitScale(world.frame, world.stage, 8);
  const scale = clamp(view.scale * factor, least, Math.max(least, MAX_SCALE));
  const ratio = scale / view.scale;
  return settled(
    { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    world,
  );
};

export const pannedBy = (
  view: View,
  by: Point,
  world: { readonly frame: Size; readonly stage: Size },
): View => settled({ ...view, x: view.x + by.x, y: view.y + by.y }, world);

/** Fills the stage with a region given in fractions of the frame, with room around it. */
export const zoomedTo = (
  region: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  world: { readonly frame: Size; readonly stage: Size },
): View => {
  const least = fitScale(world.frame, world.stage, 8);
  const wanted = fitScale(
    { width: region.w * world.frame.width, height: region.h * world.frame.height },
    world.stage,
    Math.min(world.stage.width, world.stage.height) * 0.15,
  );
  const scale = clamp(wanted, least, Math.max(least, MAX_SCALE));
  return settled(
    {
      scale,
      x: world.stage.width / 2 - (region.x + region.w / 2) * world.frame.width * scale,
      y: world.stage.height / 2 - (region.y + region.h / 2) * world.frame.height * scale,
    },
    world,
  );
};

/** Keeps a frame that is larger than the stage from leaving it, and centres one that is smaller. */
const settled = (
  view: View,
  { frame, stage }: { readonly frame: Size; readonly stage: Size },
): View => ({
  scale: view.scale,
  x: settledAxis(view.x, frame.width * view.scale, stage.width),
  y: settledAxis(view.y, frame.height * view.scale, stage.height),
});

const settledAxis = (offset: number, length: number, room: number): number => {
  if (length <= room) return (room - length) / 2;
  const slack = Math.min(80, room / 4);
  return clamp(offset, room - length - slack, slack);
};

/** A stage point as fractions of the frame, outside 0 to 1 beside it. */
export const toFraction = (view: View, frame: Size, at: Point): Point => ({
  x: (at.x - view.x) / (frame.width * view.scale),
  y: (at.y - view.y) / (frame.height * view.scale),
});

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
