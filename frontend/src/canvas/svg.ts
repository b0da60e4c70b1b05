/** SVG nodes that are made once and moved by hand. */

/** In pixels of the stage. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SVG = "http://www.w3.org/2000/svg";

export const make = <K extends keyof SVGElementTagNameMap>(
  name: K,
  className: string,
): SVGElementTagNameMap[K] => {
  const node = document.createElementNS(SVG, name);
  node.setAttribute("class", className);
  return node;
};

export const rect = (className: string): SVGRectElement => make("rect", className);

/** A rectangle of four points: moving it restyles nothing, as moving a `rect` would. */
export const quad = (className: string): SVGPolygonElement => make("polygon", className);

export const setQuad = (node: SVGPolygonElement, { x, y, width, height }: Rect): void => {
  const [left, top, right, bottom] = [x, y, x + width, y + height].map((at) => at.toFixed(2));
  node.setAttribute(
    "points",
    `${left} ${top} ${right} ${top} ${right} ${bottom} ${left} ${bottom}`,
  );
};

export const setRect = (node: SVGRectElement, { x, y, width, height }: Rect): void =>
  set(node, { x, y, width, height });

export const set = (node: Element, values: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(values)) node.setAttribute(name, value.toFixed(2));
};
