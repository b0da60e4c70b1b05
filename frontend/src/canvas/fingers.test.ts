import { beforeEach, describe, expect, it } from "vitest";
import { Fingers, pinched } from "./fingers";

let did: string[];
let isZoomed: boolean;
let fingers: Fingers;

beforeEach(() => {
  did = [];
  isZoomed = false;
  fingers = new Fingers({
    isZoomed: () => isZoomed,
    pan: ({ x, y }) => did.push(`pan ${x} ${y}`),
    zoom: (factor, { x, y }) => did.push(`zoom ${factor} at ${x} ${y}`),
    scrub: (by) => did.push(`scrub ${by}`),
    cancel: () => did.push("cancel"),
  });
});

describe("one finger", () => {
  it("scrubs a picture that fits, from where it came down", () => {
    expect(fingers.press(1, { x: 100, y: 50 }, false)).toBe("fingers");
    fingers.move(1, { x: 104, y: 50 }); // a slip
    fingers.move(1, { x: 120, y: 50 });
    fingers.move(1, { x: 90, y: 50 });
    expect(fingers.release(1)).toBe("fingers");
    expect(did).toEqual(["scrub 20", "scrub -10"]);
  });

  it("pans a picture that is zoomed in", () => {
    isZoomed = true;
    fingers.press(1, { x: 100, y: 50 }, false);
    fingers.move(1, { x: 110, y: 60 });
    fingers.move(1, { x: 112, y: 57 });
    expect(did).toEqual(["pan 10 10", "pan 2 -3"]);
  });

  it("taps when it hardly moves", () => {
    fingers.press(1, { x: 100, y: 50 }, false);
    fingers.move(1, { x: 103, y: 52 });
    expect(fingers.release(1)).toBe("tap");
    expect(did).toEqual([]);
  });

  it("is the tool's on what the tool can take", () => {
    expect(fingers.press(1, { x: 100, y: 50 }, true)).toBe("tool");
    expect(fingers.move(1, { x: 150, y: 50 })).toBe("tool");
    expect(fingers.release(1)).toBe("tool");
    expect(did).toEqual([]);
  });
});

describe("two fingers", () => {
  it("zoom about their middle and pan with it", () => {
    fingers.press(1, { x: 100, y: 100 }, false);
    fingers.press(2, { x: 200, y: 100 }, false);
    fingers.move(2, { x: 300, y: 100 });
    // The gap doubles from 100 to 200; the middle goes from 150 to 200.
    expect(did).toEqual(["pan 50 0", "zoom 2 at 200 100"]);
  });

  it("take back what the tool began", () => {
    fingers.press(1, { x: 100, y: 100 }, true);
    expect(fingers.press(2, { x: 200, y: 100 }, true)).toBe("fingers");
    expect(did).toEqual(["cancel"]);
  });

  it("leave nothing in the hand of the one that stays", () => {
    fingers.press(1, { x: 100, y: 100 }, false);
    fingers.press(2, { x: 200, y: 100 }, false);
    expect(fingers.release(2)).toBe("fingers");
    fingers.move(1, { x: 150, y: 100 });
    expect(fingers.release(1)).toBe("fingers");
    expect(did).toEqual([]);
  });
});

it("keeps the picture under both fingers", () => {
  const { by, factor, at } = pinched({ x: 0, y: 0 }, { x: 0, y: 30 }, { x: 40, y: 0 });
  expect(by).toEqual({ x: 0, y: 15 });
  expect(factor).toBe(50 / 40); // 3-4-5
  expect(at).toEqual({ x: 20, y: 15 });
});
