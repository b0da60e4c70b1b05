/**
 * The stage's tool as a small state machine: pointer in, preview or a finished box out.
 * It knows no DOM and no document; points are fractions of the frame.
 */
import type { Box } from "@/domain/geometry";
import { around, between, type Grain, type Hit, moved, resized } from "./boxes";
import type { Point } from "./view";

export type Tool = "select" | "draw" | "points";

export type Gesture =
  | { readonly kind: "idle" }
  /** The button is down on a box; nothing has moved yet. */
  | { readonly kind: "held"; readonly hit: Hit; readonly box: Box; readonly from: Point }
  | { readonly kind: "changing"; readonly hit: Hit; readonly box: Box; readonly from: Point }
  /** The button is down: a drag draws, a click sets the first of two corners. */
  | { readonly kind: "drawing"; readonly from: Point; readonly to: Point }
  /** Down beside every box without the box tool: a drag draws all the same, a click deselects. */
  | { readonly kind: "sketching"; readonly from: Point; readonly to: Point }
  /** One corner is set; the next click sets the other. */
  | { readonly kind: "cornered"; readonly from: Point; readonly to: Point }
  | { readonly kind: "pointing"; readonly points: readonly Point[]; readonly to: Point };

export type Input =
  | {
      readonly kind: "down";
      readonly at: Point;
      readonly hit: (Hit & { readonly box: Box }) | null;
    }
  | { readonly kind: "move"; readonly at: Point }
  | { readonly kind: "up"; readonly at: Point };

export type Outcome =
  | { readonly kind: "select"; readonly id: string | null }
  | { readonly kind: "drawn"; readonly box: Box }
  | { readonly kind: "changed"; readonly id: string; readonly box: Box };

export interface Step {
  readonly gesture: Gesture;
  readonly outcome: Outcome | null;
}

export const IDLE: Gesture = { kind: "idle" };

/** Movement below this many stage pixels is a click. */
const SLIP = 4;

const distance = (a: Point, b: Point, grain: Grain): number =>
  Math.hypot((a.x - b.x) * grain.x, (a.y - b.y) * grain.y);

const going = (gesture: Gesture): Step => ({ gesture, outcome: null });
const done = (outcome: Outcome | null): Step => ({ gesture: IDLE, outcome });

export const step = (gesture: Gesture, input: Input, tool: Tool, grain: Grain): Step => {
  switch (input.kind) {
    case "down":
      return pressed(gesture, input, tool, grain);
    case "move":
      return going(dragged(gesture, input.at, grain));
    case "up":
      return released(gesture, input.at, grain);
  }
};

const pressed = (
  gesture: Gesture,
  { at, hit }: Extract<Input, { kind: "down" }>,
  tool: Tool,
  grain: Grain,
): Step => {
  if (gesture.kind === "cornered") {
    const box = between(gesture.from, at, grain);
    return box ? done({ kind: "drawn", box }) : going(gesture);
  }
  if (tool === "points") {
    const points = [...(gesture.kind === "pointing" ? gesture.points : []), at];
    if (points.length < 4) return going({ kind: "pointing", points, to: at });
    const box = around(points, grain);
    return done(box && { kind: "drawn", box });
  }
  if (tool === "draw") return going({ kind: "drawing", from: at, to: at });
  if (!hit) return going({ kind: "sketching", from: at, to: at });
  const { box, ...what } = hit;
  return {
    gesture: { kind: "held", hit: what, box, from: at },
    outcome: { kind: "select", id: hit.id },
  };
};

const dragged = (gesture: Gesture, at: Point, grain: Grain): Gesture => {
  switch (gesture.kind) {
    case "held":
      if (distance(gesture.from, at, grain) < SLIP) return gesture;
      return { ...gesture, kind: "changing", box: gesture.box };
    case "drawing":
    case "sketching":
    case "cornered":
    case "pointing":
      return { ...gesture, to: at };
    default:
      return gesture;
  }
};

const released = (gesture: Gesture, at: Point, grain: Grain): Step => {
  if (gesture.kind === "held") return done(null);
  if (gesture.kind === "changing") {
    const box = changed(gesture, at, grain);
    return done({ kind: "changed", id: gesture.hit.id, box });
  }
  if (gesture.kind !== "drawing" && gesture.kind !== "sketching") return going(gesture);
  if (distance(gesture.from, at, grain) < SLIP) {
    if (gesture.kind === "sketching") return done({ kind: "select", id: null });
    return going({ kind: "cornered", from: gesture.from, to: at });
  }
  const box = between(gesture.from, at, grain);
  return done(box && { kind: "drawn", box });
};

/** The box that a change has reached with the pointer at `at`. */
export const changed = (
  gesture: Extract<Gesture, { kind: "changing" }>,
  at: Point,
  grain: Grain,
): Box => {
  const by = { x: at.x - gesture.from.x, y: at.y - gesture.from.y };
  const { grip } = gesture.hit;
  return grip.kind === "handle"
    ? resized(gesture.box, grip.handle, by, grain)
    : moved(gesture.box, by);
};

/** The box being drawn, for the preview. */
export const outlined = (gesture: Gesture, grain: Grain): Box | null => {
  if (gesture.kind === "drawing" || gesture.kind === "sketching" || gesture.kind === "cornered")
    return between(gesture.from, gesture.to, grain);
  if (gesture.kind === "pointing") return around([...gesture.points, gesture.to], grain);
  return null;
};
