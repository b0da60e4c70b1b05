import { describe, expect, it } from "vitest";
import type { Box } from "@/domain/geometry";
import { around, between, cursorOf, gripAt, hitTest, moved, resized } from "./boxes";

// A stage of 1000 by 500 px: 0.01 is 10 px across and 5 px down.
const grain = { x: 1000, y: 500 };
const box: Box = [0.2, 0.2, 0.4, 0.4]; // 200..600 px by 100..300 px

const close = (actual: Box | null, expected: Box): void => {
  expected.forEach((value, index) => {
    expect(actual?.[index]).toBeCloseTo(value, 12);
  });
};

describe("drawing", () => {
  it("takes any two corners and cuts at the frame", () => {
    close(between({ x: 0.5, y: 0.5 }, { x: 0.2, y: 1.4 }, grain), [0.2, 0.5, 0.3, 0.5]);
  });

  it("ignores what is too small to be meant", () => {
    // 2 px wide.
    expect(between({ x: 0.5, y: 0.1 }, { x: 0.502, y: 0.5 }, grain)).toBeNull();
  });

  it("spans four extreme points", () => {
    const points = [
      { x: 0.3, y: 0.1 },
      { x: 0.5, y: 0.4 },
      { x: 0.35, y: 0.6 },
      { x: 0.1, y: 0.3 },
    ];
    close(around(points, grain), [0.1, 0.1, 0.4, 0.5]);
  });
});

describe("moving and resizing", () => {
  it("keeps a moved box whole inside the frame", () => {
    close(moved(box, { x: 9, y: -9 }), [0.6, 0, 0.4, 0.4]);
  });

  it("moves only the sides of the handle", () => {
    close(resized(box, "se", { x: 0.1, y: 0.1 }, grain), [0.2, 0.2, 0.5, 0.5]);
    close(resized(box, "n", { x: 0.1, y: 0.1 }, grain), [0.2, 0.3, 0.4, 0.3]);
  });

  it("never turns a box inside out nor leaves the frame", () => {
    // 3 px is the least side: 0.003 across.
    close(resized(box, "w", { x: 9, y: 0 }, grain), [0.597, 0.2, 0.003, 0.4]);
    close(resized(box, "se", { x: 9, y: 9 }, grain), [0.2, 0.2, 0.8, 0.8]);
  });
});

describe("hit areas", () => {
  const options = { grain, reach: 12, handles: true };

  it("reach 12 px around handles: 24 px targets", () => {
    expect(gripAt(box, { x: 0.211, y: 0.178 }, options)).toEqual({ kind: "handle", handle: "nw" });
    expect(gripAt(box, { x: 0.4, y: 0.622 }, options)).toEqual({ kind: "handle", handle: "s" });
    expect(gripAt(box, { x: 0.3, y: 0.2 }, options)).toEqual({ kind: "edge" });
    expect(gripAt(box, { x: 0.4, y: 0.4 }, options)).toEqual({ kind: "inside" });
    expect(gripAt(box, { x: 0.613, y: 0.4 }, options)).toBeNull();
  });

  it("prefer the selected box's handles, then the smallest box", () => {
    const boxes = [
      { id: "large", box },
      { id: "small", box: [0.3, 0.3, 0.1, 0.1] as Box },
    ];
    const at = { x: 0.35, y: 0.35 };
    const sizes = { grain, reach: 12 };
    expect(hitTest(boxes, "large", at, sizes)?.id).toBe("small");
    expect(hitTest(boxes, "large", { x: 0.2, y: 0.2 }, sizes)).toEqual({
      id: "large",
      grip: { kind: "handle", handle: "nw" },
    });
    expect(hitTest(boxes, null, { x: 0.9, y: 0.9 }, sizes)).toBeNull();
  });

  it("announce themselves by the cursor", () => {
    expect(cursorOf({ id: "a", grip: { kind: "handle", handle: "sw" } })).toBe("nesw-resize");
    expect(cursorOf({ id: "a", grip: { kind: "inside" } })).toBe("move");
    expect(cursorOf(null)).toBe("default");
  });
});
