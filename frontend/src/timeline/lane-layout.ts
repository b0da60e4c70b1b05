/** Puts a lane's nodes where its trace is: written by hand, so that drags render nothing. */
import { set } from "@/canvas/svg";
import type { Trace } from "@/domain/document";
import { type Scale, xOf } from "./scale";

export const LANE_HEIGHT = 30;
const BAR_TOP = 6;
const BAR_HEIGHT = 18;

/** The narrowest bar: a span of one frame stays visible and can be grabbed. */
const LEAST_WIDTH = 4;

/** An end is grabbed from outside at full height, from inside at its corners: keyframes lie there. */
const START = { hit: "-14 0h23v7h-8v16h8v7h-23z", bracket: "5 4h-4v22h4" };
const END = { hit: "14 0h-23v7h8v16h-8v7h23z", bracket: "-5 4h4v22h-4" };
const REACH = 8;

/**
 * Places are written into the shapes: a transform of its own for each of them would make the
 * browser keep books of hundreds of layers, anew in every frame that is shown.
 */
export const layLane = (lane: SVGGElement, trace: Trace, scale: Scale): void => {
  const left = xOf(scale, trace.span[0]);
  const right = Math.max(xOf(scale, trace.span[1]), left + LEAST_WIDTH);
  for (const node of lane.querySelectorAll<SVGElement>("[data-part]")) {
    switch (node.dataset.part) {
      case "bar":
        set(node, { x: left, y: BAR_TOP, width: right - left, height: BAR_HEIGHT });
        break;
      case "start":
        layEdge(node, START, left);
        break;
      case "end":
        layEdge(node, END, right);
        break;
    }
  }
  lane.querySelectorAll("[data-part=keyframe]").forEach((node, index) => {
    const keyframe = trace.track[index];
    if (keyframe) layKeyframe(node, xOf(scale, keyframe.frame + 0.5), keyframe.box !== null);
  });
};

const layEdge = ({ children: [hit, bracket] }: Element, shape: typeof START, x: number): void => {
  hit?.setAttribute("d", moved(shape.hit, x));
  bracket?.setAttribute("d", moved(shape.bracket, x));
};

const layKeyframe = ({ children: [hit, mark] }: Element, x: number, isThere: boolean): void => {
  const y = LANE_HEIGHT / 2;
  if (hit) set(hit, { x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH });
  const at = (dx: number, dy: number): string => `M${(x + dx).toFixed(2)} ${y + dy}`;
  const diamond = `${at(0, -5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z`;
  mark?.setAttribute("d", isThere ? diamond : `${at(-4, -4)}l8 8${at(-4, 4)}l8-8`);
};

/** A path that begins at a point about 0 and goes on in steps, moved to `x`. */
const moved = (path: string, x: number): string => {
  const [first = "", ...rest] = path.split(" ");
  return [`M${(Number(first) + x).toFixed(2)}`, ...rest].join(" ");
};
