/** Frames to pixels and back. Frame `k` covers the pixels from `xOf(k)` up to `xOf(k + 1)`. */

export interface Scale {
  /** The frame at the left edge, fractional while panning. */
  readonly firstFrame: number;
  readonly pixelsPerFrame: number;
}

/** The closest a timeline zooms in, in pixels per frame. */
export const MAX_PIXELS_PER_FRAME = 48;

/** Shows the whole clip across `width` pixels. */
export const fitted = (frameCount: number, width: number): Scale => ({
  firstFrame: 0,
  pixelsPerFrame: width / Math.max(1, frameCount),
});

export const xOf = (scale: Scale, frame: number): number =>
  (frame - scale.firstFrame) * scale.pixelsPerFrame;

/** The position under `x` in frames, fractional. */
export const positionAt = (scale: Scale, x: number): number =>
  scale.firstFrame + x / scale.pixelsPerFrame;

/** The frame whose cell lies under `x`. */
export const frameUnder = (scale: Scale, x: number, frameCount: number): number =>
  clamp(Math.floor(positionAt(scale, x)), 0, frameCount - 1);

/** Zooms so that the position under `x` stays under `x`, never wider than the clip. */
export const zoomedAt = (
  scale: Scale,
  x: number,
  factor: number,
  clip: { readonly frameCount: number; readonly width: number },
): Scale => {
  const least = clip.width / Math.max(1, clip.frameCount);
  const pixelsPerFrame = clamp(
    scale.pixelsPerFrame * factor,
    least,
    Math.max(least, MAX_PIXELS_PER_FRAME),
  );
  const firstFrame = positionAt(scale, x) - x / pixelsPerFrame;
  return settled({ firstFrame, pixelsPerFrame }, clip);
};

export const pannedBy = (
  scale: Scale,
  pixels: number,
  clip: { readonly frameCount: number; readonly width: number },
): Scale =>
  settled({ ...scale, firstFrame: scale.firstFrame + pixels / scale.pixelsPerFrame }, clip);

/** The scale with `frame` inside the window, moved no further than needed. */
export const showing = (
  scale: Scale,
  frame: number,
  clip: { readonly frameCount: number; readonly width: number },
): Scale => {
  const visible = clip.width / scale.pixelsPerFrame;
  if (frame < scale.firstFrame) return settled({ ...scale, firstFrame: frame }, clip);
  if (frame + 1 > scale.firstFrame + visible)
    return settled({ ...scale, firstFrame: frame + 1 - visible }, clip);
  return scale;
};

/** Steps a person counts in; the smallest that keeps labels `gap` pixels apart. */
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000] as const;

export interface Tick {
  readonly frame: number;
  readonly labelled: boolean;
}

/** The frames that the ruler marks within `width` pixels; every fifth or tenth mark is labelled. */
export const frameTicks = (
  scale: Scale,
  width: number,
  frameCount: number,
  gap = 56,
): readonly Tick[] => {
  const labelStep = STEPS.find((step) => step * scale.pixelsPerFrame >= gap) ?? 10000;
  const markStep =
    STEPS.find((step) => step * scale.pixelsPerFrame >= 5 && labelStep % step === 0) ?? labelStep;
  const first = Math.max(0, Math.ceil(scale.firstFrame / markStep) * markStep);
  const last = Math.min(frameCount - 1, positionAt(scale, width));
  const ticks: Tick[] = [];
  for (let frame = first; frame <= last; frame += markStep)
    ticks.push({ frame, labelled: frame % labelStep === 0 });
  return ticks;
};

export interface SecondTick {
  readonly seconds: number;
  readonly x: number;
}

const SECOND_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] as const;

/**
 * Where whole steps of seconds fall. `starts` holds the start of every frame in seconds and then
 * the clip's end, so that clips of variable rate get an uneven ruler, as they should.
 */
export const secondTicks = (
  scale: Scale,
  width: number,
  starts: readonly number[],
  gap = 64,
): readonly SecondTick[] => {
  const end = starts.at(-1) ?? 0;
  const frameCount = starts.length - 1;
  if (end <= 0 || frameCount < 1) return [];
  const pixelsPerSecond = (frameCount * scale.pixelsPerFrame) / end;
  const step = SECOND_STEPS.find((each) => each * pixelsPerSecond >= gap) ?? 60;
  const ticks: SecondTick[] = [];
  let frame = 0;
  for (let n = 0; n * step <= end + 1e-9; n += 1) {
    const seconds = n * step;
    while (frame < frameCount - 1 && (starts[frame + 1] ?? end) <= seconds) frame += 1;
    const from = starts[frame] ?? 0;
    const to = starts[frame + 1] ?? end;
    const x = xOf(scale, frame + (seconds - from) / (to - from));
    if (x >= 0 && x <= width) ticks.push({ seconds, x });
  }
  return ticks;
};

const settled = (
  scale: Scale,
  clip: { readonly frameCount: number; readonly width: number },
): Scale => {
  const room = clip.frameCount - clip.width / scale.pixelsPerFrame;
  return { ...scale, firstFrame: clamp(scale.firstFrame, 0, Math.max(0, room)) };
};

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
