/** Boxes that comments point at: all of a frame, each with its number, the chosen one stronger. */
import type { Box } from "@/domain/geometry";
import { make, type Rect, rect, setRect } from "./svg";

/** A place that is pointed at; it shows at its frame only. */
export interface Pin {
  readonly frame: number;
  readonly box: Box;
}

/** The place of a comment, with the number that stands beside it in the list. */
export interface Mark extends Pin {
  readonly number: number;
}

/** A box to draw: without a number while it is being drawn, or where no comment has it. */
export interface ShownPin {
  readonly box: Box;
  readonly number: number | null;
  readonly isChosen: boolean;
}

const isSame = (a: Pin, b: Pin): boolean =>
  a.frame === b.frame && a.box.every((part, index) => part === b.box[index]);

/** What is pinned to the frame; the chosen one comes last, to lie on top. */
export const pinsAt = (
  frame: number,
  marks: readonly Mark[],
  chosen: Pin | null,
): readonly ShownPin[] => {
  const here = marks.filter((mark) => mark.frame === frame);
  const others = here.filter((mark) => !chosen || !isSame(mark, chosen));
  const shown = others.map(({ box, number }) => ({ box, number, isChosen: false }));
  if (chosen?.frame !== frame) return shown;
  const number = here.find((mark) => isSame(mark, chosen))?.number ?? null;
  return [...shown, { box: chosen.box, number, isChosen: true }];
};

interface Nodes {
  readonly group: SVGGElement;
  readonly rects: readonly SVGRectElement[];
  readonly tag: HTMLDivElement;
}

/** Keeps as many nodes as were ever shown at once, and only moves them. */
export class PinLayer {
  private readonly nodes: Nodes[] = [];

  constructor(
    private readonly host: SVGGElement,
    private readonly tags: HTMLElement,
  ) {}

  paint(pins: readonly ShownPin[], place: (box: Box) => Rect): void {
    while (this.nodes.length < pins.length) this.nodes.push(this.add());
    this.nodes.forEach((nodes, index) => {
      const pin = pins[index];
      nodes.group.style.display = pin ? "" : "none";
      nodes.tag.style.display = pin && pin.number !== null ? "" : "none";
      if (pin) write(nodes, pin, place(pin.box));
    });
  }

  private add(): Nodes {
    const group = make("g", "stage-pins");
    const rects = [rect("stage-halo"), rect("stage-pin")];
    group.append(...rects);
    const tag = document.createElement("div");
    tag.className = "stage-pin-tag";
    this.host.append(group);
    this.tags.append(tag);
    return { group, rects, tag };
  }
}

const write = ({ group, rects, tag }: Nodes, pin: ShownPin, at: Rect): void => {
  for (const node of rects) setRect(node, at);
  for (const { dataset } of [group, tag]) dataset.chosen = String(pin.isChosen);
  tag.textContent = String(pin.number ?? "");
  // At the lower right corner: the name of a trace stands at the upper left.
  tag.style.transform = `translate(${at.x + at.width}px, ${at.y + at.height}px) translate(-50%, -50%)`;
};
