/** Geometry of one box on the stage, in fractions of the frame: hit, move, resize, draw. */
import type { Box } from "@/domain/geometry";
import type { Point } from "./view";

/** Compass points of the eight handles. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

/** Where a handle sits on a box, as shares of its width and height. */
export const HANDLE_AT: Readonly<Record<Handle, Point>> = {
  nw: { x: 0, y: 0 },
  n: { x: 0.5, y: 0 },
  ne: { x: 1, y: 0 },
  e: { x: 1, y: 0.5 },
  se: { x: 1, y: 1 },
  s: { x: 0.5, y: 1 },
  sw: { x: 0, y: 1 },
  w: { x: 0, y: 0.5 },
};

/** Pixels of the stage per fraction of the frame. */
export interface Grain {
  readonly x: number;
  readonly y: number;
}

/** The least side of a box, in pixels of the stage. */
const LEAST = 3;

/** The box between two corners, cut at the frame; null when it is too small to be meant. */
export const between = (a: Point, b: Point, grain: Grain): Box | null => {
  const left = clamp01(Math.min(a.x, b.x));
  const top = clamp01(Math.min(a.y, b.y));
  const width = clamp01(Math.max(a.x, b.x)) - left;
  const height = clamp01(Math.max(a.y, b.y)) - top;
  if (width * grain.x < LEAST || height * grain.y < LEAST) return null;
  return [left, top, width, height];
};

/** The smallest box that holds all points. */
export const around = (points: readonly Point[], grain: Grain): Box | null => {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return between(
    { x: Math.min(...xs), y: Math.min(...ys) },
    { x: Math.max(...xs), y: Math.max(...ys) },
    grain,
  );
};

/** The box moved, kept whole inside the frame. */
export const moved = ([x, y, w, h]: Box, by: Point): Box => [
  clamp(x + by.x, 0, Math.max(0, 1 - w)),
  clamp(y + by.y, 0, Math.max(0, 1 - h)),
  w,
  h,
];

/** The box with one handle moved; a side never passes the one opposite nor leaves the frame. */
export const resized = ([x, y, w, h]: Box, handle: Handle, by: Point, grain: Grain): Box => {
  const leastWidth = LEAST / grain.x;
  const leastHeight = LEAST / grain.y;
  let [left, top, right, bottom] = [x, y, x + w, y + h];
  if (handle.includes("w")) left = clamp(left + by.x, 0, right - leastWidth);
  if (handle.includes("e")) right = clamp(right + by.x, left + leastWidth, 1);
  if (handle.includes("n")) top = clamp(top + by.y, 0, bottom - leastHeight);
  if (handle.includes("s")) bottom = clamp(bottom + by.y, top + leastHeight, 1);
  return [left, top, right - left, bottom - top];
};

export type Grip =
  | { readonly kind: "handle"; readonly handle: Handle }
  /** The border, which moves the box. */
  | { readonly kind: "edge" }
  | { readonly kind: "inside" };

/** What of a box lies under a point; handles and borders reach `reach` stage pixels around. */
export const gripAt = (
  [x, y, w, h]: Box,
  at: Point,
  { grain, reach, handles }: { grain: Grain; reach: number; handles: boolean },
): Grip | null => {
  const left = (at.x - x) * grain.x;
  const top = (at.y - y) * grain.y;
  const width = w * grain.x;
  const height = h * grain.y;
  if (left < -reach || top < -reach || left > width + reach || top > height + reach) return null;
  if (handles) {
    const handle = nearestHandle({ x: left, y: top }, width, height, reach);
    if (handle) return { kind: "handle", handle };
  }
  const toBorder = Math.min(
    Math.abs(left),
    Math.abs(width - left),
    Math.abs(top),
    Math.abs(height - top),
  );
  if (toBorder <= reach) return { kind: "edge" };
  return { kind: "inside" };
};

/** Corners win over sides where both are in reach: small boxes stay resizable. */
const nearestHandle = (at: Point, width: number, height: number, reach: number): Handle | null => {
  let best: { handle: Handle; cost: number } | null = null;
  for (const handle of HANDLES) {
    const place = HANDLE_AT[handle];
    const distance = Math.max(Math.abs(at.x - place.x * width), Math.abs(at.y - place.y * height));
    const cost = distance + (handle.length === 1 ? reach / 3 : 0);
    if (distance <= reach && (!best || cost < best.cost)) best = { handle, cost };
  }
  return best?.handle ?? null;
};

export interface Candidate {
  readonly id: string;
  readonly box: Box;
}

export interface Hit {
  readonly id: string;
  readonly grip: Grip;
}

/** The topmost meaning of a point: the selected box's handles first, then the smallest box. */
export const hitTest = (
  candidates: readonly Candidate[],
  selected: string | null,
  at: Point,
  { grain, reach }: { readonly grain: Grain; readonly reach: number },
): Hit | null => {
  const chosen = candidates.find((candidate) => candidate.id === selected);
  const grip = chosen && gripAt(chosen.box, at, { grain, reach, handles: true });
  if (chosen && grip && grip.kind !== "inside") return { id: chosen.id, grip };
  const hits: { hit: Hit; area: number }[] = [];
  for (const { id, box } of candidates) {
    const found = gripAt(box, at, { grain, reach: reach / 2, handles: false });
    if (found) hits.push({ hit: { id, grip: found }, area: box[2] * box[3] });
  }
  hits.sort((a, b) => a.area - b.area);
  return hits[0]?.hit ?? null;
};

/** The cursor that says what a drag from here would do. */
export const cursorOf = (hit: Hit | null): string => {
  if (!hit) return "default";
  if (hit.grip.kind !== "handle") return "move";
  const { handle } = hit.grip;
  if (handle === "n" || handle === "s") return "ns-resize";
  if (handle === "e" || handle === "w") return "ew-resize";
  return handle === "nw" || handle === "se" ? "nwse-resize" : "nesw-resize";
};

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

const clamp01 = (value: number): number => clamp(value, 0, 1);
