/**
 * The playhead's line. It stands at the frame on screen; while a person scrubs it stays under the
 * pointer, ahead of the picture, and is back with the picture once that has arrived.
 */
import type { Editor } from "@/store/editor";
import { type Scale, xOf } from "./scale";

export class Playhead {
  private wish: number | null = null;
  private journey = 0;

  constructor(
    private readonly node: HTMLElement,
    private readonly editor: Editor,
    private readonly scale: () => Scale,
  ) {}

  /** The frame that the line marks now. */
  get frame(): number {
    return this.wish ?? this.editor.state.frame;
  }

  /** Goes ahead to `frame` until `arrival`, when the picture has come there or elsewhere. */
  ahead(frame: number, arrival: Promise<unknown>): void {
    this.wish = frame;
    this.journey += 1;
    const { journey } = this;
    this.place();
    void arrival.then(() => {
      if (journey !== this.journey) return;
      this.wish = null;
      this.place();
    });
  }

  place(): void {
    const { node, frame } = this;
    const scale = this.scale();
    node.style.transform = `translateX(${xOf(scale, frame).toFixed(2)}px)`;
    node.style.setProperty("--cell", `${Math.max(1, scale.pixelsPerFrame).toFixed(2)}px`);
    node.dataset.motion = this.editor.state.motion;
    node.dataset.frame = String(frame);
  }
}
