import { describe, expect, it } from "vitest";
import { fitted, pannedBy, toFraction, zoomedAt, zoomedTo } from "./view";

const frame = { width: 1280, height: 720 };
const stage = { width: 976, height: 600 };
const world = { frame, stage };
const fit = fitted(frame, stage);

describe("the stage's view", () => {
  it("fits and centres the frame", () => {
    // 976 - 16 = 960 px for 1280: scale 0.75, so 540 px high with 30 px above and below.
    expect(fit).toEqual({ scale: 0.75, x: 8, y: 30 });
  });

  it("turns stage pixels into fractions of the frame", () => {
    expect(toFraction(fit, frame, { x: 8 + 480, y: 30 + 135 })).toEqual({ x: 0.5, y: 0.25 });
  });

  it("keeps what lies under the pointer there while zooming", () => {
    const at = { x: 488, y: 300 };
    const zoomed = zoomedAt(fit, at, 4, world);
    expect(zoomed.scale).toBe(3);
    const before = toFraction(fit, frame, at);
    const after = toFraction(zoomed, frame, at);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  it("never gets smaller than fitted", () => {
    expect(zoomedAt(fit, { x: 3, y: 5 }, 0.01, world)).toEqual(fit);
  });

  it("does not lose the frame when panned", () => {
    const zoomed = zoomedAt(fit, { x: 488, y: 300 }, 4, world);
    // The slack beside the frame is at most 80 px.
    expect(pannedBy(zoomed, { x: 1e6, y: 1e6 }, world)).toMatchObject({ x: 80, y: 80 });
    expect(pannedBy(zoomed, { x: -1e6, y: 0 }, world).x).toBe(976 - 3840 - 80);
  });

  it("centres a region it zooms to", () => {
    const view = zoomedTo({ x: 0.4, y: 0.4, w: 0.2, h: 0.2 }, world);
    const middle = toFraction(view, frame, { x: 488, y: 300 });
    expect(middle.x).toBeCloseTo(0.5, 9);
    expect(middle.y).toBeCloseTo(0.5, 9);
    expect(view.scale).toBeGreaterThan(fit.scale);
  });
});
