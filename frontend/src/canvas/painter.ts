/**
 * Writes shapes onto the stage by hand: during drags and playback no React tree is rendered.
 * Nodes are kept per shape and only moved.
 */
import type { Box } from "@/domain/geometry";
import { binName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { HANDLE_AT, HANDLES } from "./boxes";
import { PinLayer, type ShownPin } from "./pins";
import type { Shape } from "./shapes";
import { make, quad, type Rect, rect, set, setQuad, setRect } from "./svg";
import type { Point, Size, View } from "./view";

const HANDLE_SIZE = 9;

interface Painted {
  /** Place, state and words as they were written: writing the same again costs a style each. */
  at: string;
  state: string;
  hasHandles: boolean;
}

interface Nodes {
  readonly group: SVGGElement;
  readonly halo: SVGPolygonElement;
  readonly line: SVGPolygonElement;
  readonly handles: readonly SVGRectElement[];
  readonly tag: HTMLDivElement;
  readonly last: Painted;
}

export interface Scene {
  readonly shapes: readonly Shape[];
  readonly view: View;
  readonly frame: Size;
  /** A box in the making. */
  readonly outline: Box | null;
  /** Extreme points set so far. */
  readonly points: readonly Point[];
  /** Boxes that comments point at. */
  readonly pins: readonly ShownPin[];
  /** Lines across the stage at the pointer while drawing. */
  readonly cross: Point | null;
  readonly hovered: string | null;
  readonly hasHandles: boolean;
  readonly isHidden: boolean;
}

export class Painter {
  private readonly nodes = new Map<string, Nodes>();
  private readonly outline: readonly [SVGRectElement, SVGRectElement];
  private readonly pins: PinLayer;
  private readonly points: readonly SVGCircleElement[];
  private readonly cross: readonly [SVGLineElement, SVGLineElement];

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly tags: HTMLElement,
  ) {
    svg.replaceChildren();
    tags.replaceChildren();
    this.outline = [rect("stage-halo"), rect("stage-outline")];
    const pins = make("g", "stage-pin-layer");
    this.pins = new PinLayer(pins, tags);
    this.cross = [make("line", "stage-cross"), make("line", "stage-cross")];
    this.points = Array.from({ length: 3 }, () => make("circle", "stage-point"));
    for (const point of this.points) point.setAttribute("r", "4");
    svg.append(...this.cross, pins, ...this.outline, ...this.points);
  }

  paint(scene: Scene): void {
    const place = (box: Box): Rect => rectOf(box, scene.view, scene.frame);
    const shown = scene.isHidden ? [] : scene.shapes;
    const ids = new Set(shown.map((shape) => shape.id));
    for (const [id, nodes] of this.nodes) {
      if (ids.has(id)) continue;
      nodes.group.remove();
      nodes.tag.remove();
      this.nodes.delete(id);
    }
    for (const shape of shown) this.paintShape(shape, place(shape.box), scene);
    const under = this.nodes.get(shown.at(-1)?.id ?? "")?.group;
    // The selected shape lies on top.
    if (under && this.svg.lastElementChild !== under) this.svg.append(under);
    this.paintPair(this.outline, scene.outline && place(scene.outline));
    this.pins.paint(scene.isHidden ? [] : scene.pins, place);
    this.points.forEach((node, index) => {
      const point = scene.points[index];
      node.style.display = point ? "" : "none";
      if (!point) return;
      const { x, y } = place([point.x, point.y, 0, 0]);
      set(node, { cx: x, cy: y });
    });
    this.paintCross(scene.cross);
  }

  private paintShape(shape: Shape, at: Rect, scene: Scene): void {
    const nodes = this.nodes.get(shape.id) ?? this.add(shape.id);
    const { last } = nodes;
    const hasHandles = shape.isSelected && !shape.isLocked && !shape.ghost && scene.hasHandles;
    const state = `${shape.id === scene.hovered} ${shape.isSelected} ${shape.isLocked} ${tagText(shape)}`;
    const place = `${at.x.toFixed(2)} ${at.y.toFixed(2)} ${at.width.toFixed(2)} ${at.height.toFixed(2)}`;
    const isPlaced = place === last.at;
    if (!isPlaced) this.placeShape(nodes, at);
    if (hasHandles ? !isPlaced || !last.hasHandles : last.hasHandles)
      this.paintHandles(nodes, hasHandles ? at : null);
    if (state !== last.state) this.describe(nodes, shape, shape.id === scene.hovered);
    Object.assign(last, { at: place, state, hasHandles });
  }

  private placeShape({ halo, line, tag }: Nodes, at: Rect): void {
    setQuad(halo, at);
    setQuad(line, at);
    const above = at.y > 24;
    // A transform would make each tag a layer's worth of bookkeeping in every frame.
    tag.style.left = `${at.x - 1}px`;
    tag.style.top = `${above ? at.y - 23 : at.y + 3}px`;
  }

  private paintHandles({ handles }: Nodes, at: Rect | null): void {
    handles.forEach((node, index) => {
      const name = HANDLES[index];
      if (!name) return;
      node.style.display = at && fits(name, at) ? "" : "none";
      if (!at) return;
      setRect(node, {
        x: at.x + at.width * HANDLE_AT[name].x - HANDLE_SIZE / 2,
        y: at.y + at.height * HANDLE_AT[name].y - HANDLE_SIZE / 2,
        width: HANDLE_SIZE,
        height: HANDLE_SIZE,
      });
    });
  }

  private describe({ group, tag }: Nodes, shape: Shape, isHovered: boolean): void {
    const { colour } = categoryOf(shape.category);
    for (const { style, dataset } of [group, tag]) {
      style.setProperty("--stroke", colour);
      dataset.selected = String(shape.isSelected);
      dataset.suggestion = String(shape.ghost !== null);
      dataset.locked = String(shape.isLocked);
    }
    group.dataset.hovered = String(isHovered);
    tag.textContent = tagText(shape);
  }

  private add(id: string): Nodes {
    const group = make("g", "stage-shape");
    const nodes: Nodes = {
      group,
      halo: quad("stage-halo"),
      line: quad("stage-line"),
      handles: HANDLES.map(() => rect("stage-handle")),
      tag: document.createElement("div"),
      last: { at: "", state: "", hasHandles: true },
    };
    group.dataset.trace = id;
    nodes.tag.className = "stage-tag";
    group.append(nodes.halo, nodes.line, ...nodes.handles);
    this.svg.append(group);
    this.tags.append(nodes.tag);
    this.nodes.set(id, nodes);
    return nodes;
  }

  private paintPair(pair: readonly [SVGRectElement, SVGRectElement], at: Rect | null): void {
    for (const node of pair) {
      node.style.display = at ? "" : "none";
      if (at) setRect(node, at);
    }
  }

  private paintCross(at: Point | null): void {
    const [across, down] = this.cross;
    for (const node of this.cross) node.style.display = at ? "" : "none";
    if (!at) return;
    set(across, { x1: 0, x2: 10_000, y1: at.y, y2: at.y });
    set(down, { x1: at.x, x2: at.x, y1: 0, y2: 10_000 });
  }
}

const tagText = (shape: Shape): string => {
  const { code, digit } = categoryOf(shape.category);
  const glyph = shape.ghost ? "?" : shape.isKeyframe ? "◆" : "◇";
  const sure = shape.ghost ? ` · ${binName(shape.ghost)}` : "";
  return `${glyph} ${digit ? `${digit} ` : ""}${code}${sure}`;
};

/** Side handles need room between the corners. */
const fits = (handle: string, at: Rect): boolean => {
  if (handle === "n" || handle === "s") return at.width > 36;
  if (handle === "e" || handle === "w") return at.height > 36;
  return true;
};

export const rectOf = ([x, y, w, h]: Box, view: View, frame: Size): Rect => ({
  x: view.x + x * frame.width * view.scale,
  y: view.y + y * frame.height * view.scale,
  width: w * frame.width * view.scale,
  height: h * frame.height * view.scale,
});
