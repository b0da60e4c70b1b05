/** The picture of the frame under the pointer, cut from the filmstrip, above the timeline. */
import type { Scope } from "@/lib/scope";
import { tileOf, tilesOf } from "./filmstrip-tiles";
import { frameUnder, type Scale } from "./scale";

export interface PreviewParts {
  readonly node: HTMLElement;
  readonly picture: HTMLElement;
  readonly text: HTMLElement;
  /** Ruler and filmstrip: where pointing shows a preview. */
  readonly column: HTMLElement;
  scale(): Scale;
  say(frame: number): string;
}

const GAP = 8;

export class Preview {
  private strip: HTMLImageElement | null = null;

  constructor(
    private readonly parts: PreviewParts,
    source: string,
    private readonly frameCount: number,
    scope: Scope,
  ) {
    const image = new Image();
    scope.listen(image, "load", () => {
      this.strip = image;
    });
    image.src = source;
    parts.picture.style.backgroundImage = `url(${JSON.stringify(source)})`;
    const { column } = parts;
    scope.listen(column, "pointermove", (event) => this.move(event));
    scope.listen(column, "pointerleave", () => this.hide());
    // Pressing scrubs: the stage shows the frame itself.
    scope.listen(column, "pointerdown", () => this.hide());
    scope.defer(() => this.hide());
  }

  hide(): void {
    this.parts.node.hidden = true;
  }

  private move(event: PointerEvent): void {
    if (!this.strip || event.buttons !== 0 || event.pointerType === "touch") {
      this.hide();
      return;
    }
    const { node, picture, text, column } = this.parts;
    const bounds = column.getBoundingClientRect();
    const frame = frameUnder(this.parts.scale(), event.clientX - bounds.left, this.frameCount);
    const width = this.strip.naturalWidth / tilesOf(this.frameCount);
    const height = this.strip.naturalHeight;
    picture.style.width = `${width}px`;
    picture.style.height = `${height}px`;
    picture.style.backgroundPosition = `${-tileOf(frame, this.frameCount) * width}px 0`;
    text.textContent = this.parts.say(frame);
    node.dataset.frame = String(frame);
    node.hidden = false;
    const left = event.clientX - node.offsetWidth / 2;
    const most = window.innerWidth - node.offsetWidth - GAP;
    node.style.left = `${Math.min(Math.max(left, GAP), most)}px`;
    node.style.top = `${bounds.top - node.offsetHeight - GAP}px`;
  }
}
