import { describe, expect, it } from "vitest";
import {
  fitted,
  frameTicks,
  frameUnder,
  pannedBy,
  positionAt,
  secondTicks,
  showing,
  xOf,
  zoomedAt,
} from "./scale";

const clip = { frameCount: 150, width: 900 };
const fit = fitted(clip.frameCount, clip.width);

describe("the timeline's scale", () => {
  it("fits the whole clip", () => {
    // 900 px over 150 frames are 6 px a frame, within the 4 to 9 that suit short clips.
    expect(fit).toEqual({ firstFrame: 0, pixelsPerFrame: 6 });
    expect(xOf(fit, 150)).toBe(900);
  });

  it("finds the cell under a pixel", () => {
    expect(frameUnder(fit, 11.9, 150)).toBe(1);
    expect(frameUnder(fit, 12, 150)).toBe(2);
    expect(frameUnder(fit, 5000, 150)).toBe(149);
  });

  it("keeps the frame under the pointer while zooming", () => {
    const zoomed = zoomedAt(fit, 450, 3, clip);
    expect(zoomed.pixelsPerFrame).toBe(18);
    expect(positionAt(zoomed, 450)).toBeCloseTo(positionAt(fit, 450), 9);
  });

  it("never zooms out beyond the clip nor in beyond 48 px a frame", () => {
    expect(zoomedAt(fit, 100, 0.1, clip)).toEqual(fit);
    expect(zoomedAt(fit, 0, 1000, clip).pixelsPerFrame).toBe(48);
  });

  it("pans no further than the clip's ends", () => {
    const zoomed = zoomedAt(fit, 0, 2, clip); // 12 px a frame: 75 of 150 frames visible
    expect(pannedBy(zoomed, 120, clip).firstFrame).toBe(10);
    expect(pannedBy(zoomed, 1e6, clip).firstFrame).toBe(75);
    expect(pannedBy(zoomed, -1e6, clip).firstFrame).toBe(0);
  });

  it("moves the window only when the frame is outside it", () => {
    const zoomed = zoomedAt(fit, 0, 2, clip);
    expect(showing(zoomed, 74, clip)).toBe(zoomed);
    expect(showing(zoomed, 75, clip).firstFrame).toBe(1);
    expect(showing({ ...zoomed, firstFrame: 40 }, 12, clip).firstFrame).toBe(12);
  });
});

describe("the ruler", () => {
  it("labels frames at least 56 px apart and marks them at least 5 px apart", () => {
    // 6 px a frame: 10 frames are 60 px; single frames are 6 px.
    const ticks = frameTicks(fit, 900, 150);
    expect(ticks.filter((tick) => tick.labelled).map((tick) => tick.frame)).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140,
    ]);
    expect(ticks).toHaveLength(150);
  });

  it("places seconds by the frame table, so a long frame takes no more room than a short one", () => {
    // Frames of 0.5, 0.5 and 2 s at 100 px each: second 1 starts frame 2; second 2 is half way
    // through it, at 250 px.
    const ticks = secondTicks({ firstFrame: 0, pixelsPerFrame: 100 }, 300, [0, 0.5, 1, 3], 90);
    expect(ticks.map((tick) => [tick.seconds, Math.round(tick.x)])).toEqual([
      [0, 0],
      [1, 200],
      [2, 250],
      [3, 300],
    ]);
  });
});
