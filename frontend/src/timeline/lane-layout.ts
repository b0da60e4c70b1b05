/** Puts a lane's nodes where its trace is: written by hand, so that drags render nothing. */
import type { Trace } from "@/domain/document";
import { type Scale, xOf } from "./scale";

export const LANE_HEIGHT = 30;
const BAR_TOP = 6;
const BAR_HEIGHT = 18;

/** The narrowest bar: a span of one frame stays visible and can be grabbed. */
const LEAST_WIDTH = 4;

export const layLane = (lane: SVGGElement, trace: Trace, scale: Scale): void => {
  const left = xOf(scale, trace.span[0]);
  const right = Math.max(xOf(scale, trace.span[1]), left + LEAST_WIDTH);
  for (const node of lane.querySelectorAll<SVGElement>("[data-part]")) {
    switch (node.dataset.part) {
      case "bar":
        set(node, { x: left, y: BAR_TOP, width: right - left, height: BAR_HEIGHT });
        break;
      case "start":
        node.setAttribute("transform", `translate(${left.toFixed(2)} 0)`);
        break;
      case "end":
        node.setAttribute("transform", `translate(${right.toFixed(2)} 0)`);
        break;
    }
  }
  lane.querySelectorAll<SVGElement>("[data-part=keyframe]").forEach((node, index) => {
    const keyframe = trace.track[index];
    if (!keyframe) return;
    const x = xOf(scale, keyframe.frame + 0.5);
    node.setAttribute("transform", `translate(${x.toFixed(2)} ${LANE_HEIGHT / 2})`);
  });
};

const set = (node: Element, values: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(values)) node.setAttribute(name, value.toFixed(2));
};
