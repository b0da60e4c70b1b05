/**
 * Fingers on the stage: one pans a picture that is zoomed in and scrubs one that is not, two zoom
 * and pan at once. A tap, and what begins on a grip of the selected box, is left to the tool.
 */
import type { Point } from "./view";

/** What fingers do to the stage. Points and distances are pixels of the stage. */
export interface Hands {
  isZoomed(): boolean;
  pan(by: Point): void;
  zoom(factor: number, at: Point): void;
  /** The finger has gone `by` pixels sideways since it came down. */
  scrub(by: number): void;
  /** A second finger came: what the tool began with the first is not meant. */
  cancel(): void;
}

export type Owner = "fingers" | "tool";

type Holding = "nothing" | "tool" | "undecided" | "pan" | "scrub" | "pinch";

/** Movement below this many pixels is a tap; a fingertip slips further than a mouse. */
const SLIP = 8;

export class Fingers {
  private readonly down = new Map<number, Point>();
  private holding: Holding = "nothing";
  private from: Point = { x: 0, y: 0 };

  constructor(private readonly hands: Hands) {}

  /** Whose the press is; `isForTool` where it lies on something that the tool can take. */
  press(id: number, at: Point, isForTool: boolean): Owner {
    this.down.set(id, at);
    if (this.down.size > 1) {
      if (this.holding === "tool") this.hands.cancel();
      this.holding = this.down.size === 2 ? "pinch" : "nothing";
      return "fingers";
    }
    this.from = at;
    this.holding = isForTool ? "tool" : "undecided";
    return isForTool ? "tool" : "fingers";
  }

  move(id: number, at: Point): Owner {
    const before = this.down.get(id);
    if (!before) return "fingers";
    this.down.set(id, at);
    if (this.holding === "tool") return "tool";
    if (this.holding === "undecided" && distance(this.from, at) >= SLIP)
      this.holding = this.hands.isZoomed() ? "pan" : "scrub";
    if (this.holding === "pan") this.hands.pan({ x: at.x - before.x, y: at.y - before.y });
    else if (this.holding === "scrub") this.hands.scrub(at.x - this.from.x);
    else if (this.holding === "pinch") this.pinch(id, before, at);
    return "fingers";
  }

  /** A finger left: `tap` when it did nothing else. */
  release(id: number): Owner | "tap" {
    this.down.delete(id);
    const { holding } = this;
    // What is left of a pinch does nothing until the last finger is up: no jump.
    this.holding = "nothing";
    if (holding === "tool") return "tool";
    return holding === "undecided" ? "tap" : "fingers";
  }

  private pinch(id: number, before: Point, now: Point): void {
    const other = [...this.down].find(([each]) => each !== id)?.[1];
    if (!other) return;
    const { by, factor, at } = pinched(before, now, other);
    this.hands.pan(by);
    this.hands.zoom(factor, at);
  }
}

/** What moving one of two fingers does: the middle goes along, and the gap is the zoom. */
export const pinched = (
  before: Point,
  now: Point,
  other: Point,
): { readonly by: Point; readonly factor: number; readonly at: Point } => ({
  by: { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 },
  factor: Math.max(1, distance(now, other)) / Math.max(1, distance(before, other)),
  at: { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 },
});

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
