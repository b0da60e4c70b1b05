/** Pointer drags on the timeline: scrubbing, and moving ends, spans and keyframes with a magnet. */
import { produce } from "immer";
import type { Trace } from "@/domain/document";
import type { Scope } from "@/lib/scope";
import { canChange, type Editor } from "@/store/editor";
import { dropped, type Grip, gripNear, heldAt, landmarks, shownFor } from "./drag";
import { layLane } from "./lane-layout";
import { frameUnder, positionAt, type Scale, xOf } from "./scale";
import { type Landmark, type Snap, snapped } from "./snap";

export interface DraggerParts {
  /** Holds ruler, filmstrip and lanes; pixels count from its left edge plus the gutter. */
  readonly host: HTMLElement;
  /** The column of time: the element whose left edge is frame `scale.firstFrame`. */
  readonly column: HTMLElement;
  readonly snapLine: HTMLElement;
  scale(): Scale;
  seek(frame: number): void;
  /** Shows a frame with the playhead ahead of the picture. */
  scrub(frame: number): void;
}

type Drag =
  | { readonly kind: "scrub" }
  | {
      readonly kind: "grip";
      readonly grip: Grip;
      readonly trace: Trace;
      readonly lane: SVGGElement;
      readonly from: number;
      readonly back: number;
      /** Where it was pulled to; null until it moves. */
      at: number | null;
    };

/** Landmarks attract from this many pixels away. */
const MAGNET = 7;
const SLIP = 3;
/** Half of the 44 pixels that a fingertip covers. */
const FINGER = 22;

export class Dragger {
  private drag: Drag | null = null;
  /** Where the column begins, in pixels of the window. */
  private left = 0;
  private pressedAt = 0;

  constructor(
    private readonly parts: DraggerParts,
    private readonly editor: Editor,
    private readonly frameCount: number,
    scope: Scope,
  ) {
    const { host } = parts;
    scope.listen(host, "pointerdown", (event) => this.press(event));
    scope.listen(host, "pointermove", (event) => this.move(event));
    scope.listen(host, "pointerup", () => this.release());
    scope.listen(host, "pointercancel", () => this.cancel());
  }

  /** Ends the drag as if it had not been; false when there was none. */
  cancel(): boolean {
    const { drag } = this;
    this.drag = null;
    this.editor.set({ isDragging: false, trimming: null });
    this.parts.snapLine.hidden = true;
    if (drag?.kind !== "grip") return drag !== null;
    layLane(drag.lane, drag.trace, this.parts.scale());
    this.parts.seek(drag.back);
    return true;
  }

  private xOf(event: PointerEvent): number {
    return event.clientX - this.left;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    if (!event.target.closest("[data-time]")) return;
    // Once per drag: asking lays out the page, which scrubbing has just changed.
    this.left = this.parts.column.getBoundingClientRect().left;
    const x = this.xOf(event);
    this.pressedAt = x;
    this.parts.host.setPointerCapture(event.pointerId);
    const isFinger = event.pointerType === "touch";
    const found = isFinger ? this.gripBy(event.target, x) : this.gripUnder(event.target, x);
    if (found) {
      const { trace, grip } = found;
      this.editor.select(trace.id, grip.kind === "keyframe" ? grip.frame : null);
    }
    this.drag = found && canChange(this.editor.state, found.trace.id) ? found : { kind: "scrub" };
    this.editor.set({ isDragging: true });
    if (found?.grip.kind === "keyframe") this.parts.seek(found.grip.frame);
    else if (this.drag.kind === "scrub") this.scrub(x);
  }

  /** What a fingertip means: the nearest end or keyframe, never the span as a whole. */
  private gripBy(target: Element, x: number): Extract<Drag, { kind: "grip" }> | null {
    const lane = target.closest("[data-time]")?.querySelector<SVGGElement>("[data-lane]");
    const trace = this.editor.document.traces.find((each) => each.id === lane?.dataset.lane);
    if (!lane || !trace) return null;
    const scale = this.parts.scale();
    const from = positionAt(scale, x);
    const grip = gripNear(trace, from, FINGER / scale.pixelsPerFrame);
    if (!grip) return null;
    return { kind: "grip", grip, trace, lane, from, back: this.editor.state.frame, at: null };
  }

  private gripUnder(target: Element, x: number): Extract<Drag, { kind: "grip" }> | null {
    const part = target.closest<SVGElement>("[data-grip]");
    const lane = part?.closest<SVGGElement>("[data-lane]");
    const trace = this.editor.document.traces.find((each) => each.id === lane?.dataset.lane);
    if (!part || !lane || !trace) return null;
    const kind = part.dataset.grip;
    const grip: Grip =
      kind === "keyframe"
        ? { kind, frame: Number(part.dataset.frame) }
        : { kind: kind === "start" || kind === "end" ? kind : "body" };
    const from = positionAt(this.parts.scale(), x);
    return { kind: "grip", grip, trace, lane, from, back: this.editor.state.frame, at: null };
  }

  private scrub(x: number): void {
    this.parts.scrub(frameUnder(this.parts.scale(), x, this.frameCount));
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const x = this.xOf(event);
    if (drag.kind === "scrub") this.scrub(x);
    else if (drag.at !== null || Math.abs(x - this.pressedAt) >= SLIP)
      this.pull(drag, x, event.altKey);
  }

  private pull(drag: Extract<Drag, { kind: "grip" }>, x: number, isFree: boolean): void {
    const scale = this.parts.scale();
    const wanted = heldAt(drag.trace, drag.grip) + positionAt(scale, x) - drag.from;
    const reach = isFree ? 0 : MAGNET / scale.pixelsPerFrame;
    const { document } = this.editor;
    const place = { frame: drag.back, frameCount: this.frameCount };
    const marks = isFree ? [] : landmarks(document, drag.trace.id, place, drag.grip);
    const { at, landmark } = pulled(drag, wanted, marks, reach);
    this.parts.snapLine.hidden = landmark === null;
    this.parts.snapLine.style.transform = `translateX(${xOf(scale, landmark?.at ?? at)}px)`;
    // A pointer tells of itself several times a frame, and mostly within the same cell.
    if (at === drag.at) return;
    drag.at = at;
    this.preview(drag, at, scale);
    this.parts.scrub(shownFor(drag.grip, at, this.frameCount));
  }

  private preview(drag: Extract<Drag, { kind: "grip" }>, at: number, scale: Scale): void {
    const preview = produce({ ...this.editor.document, traces: [drag.trace] }, (draft) => {
      dropped(drag.trace, drag.grip, at, this.frameCount)(draft);
    }).traces[0];
    if (!preview) return;
    layLane(drag.lane, preview, scale);
    if (drag.grip.kind === "start" || drag.grip.kind === "end")
      this.editor.set({ trimming: preview.span });
  }

  private release(): void {
    const { drag } = this;
    if (!drag) return;
    this.drag = null;
    this.parts.snapLine.hidden = true;
    if (this.editor.state.trimming) this.editor.set({ trimming: null });
    if (drag.kind === "grip" && drag.at !== null) this.drop(drag, drag.at);
    this.editor.set({ isDragging: false });
  }

  private drop(drag: Extract<Drag, { kind: "grip" }>, at: number): void {
    const isChanged = this.editor.edit(dropped(drag.trace, drag.grip, at, this.frameCount));
    if (!isChanged) layLane(drag.lane, drag.trace, this.parts.scale());
    else if (drag.grip.kind === "keyframe") this.editor.select(drag.trace.id, at);
  }
}

/** A span that is dragged whole snaps with whichever of its ends comes near something. */
const pulled = (
  { grip, trace }: Extract<Drag, { kind: "grip" }>,
  wanted: number,
  marks: readonly Landmark[],
  reach: number,
): Snap => {
  const here = snapped(wanted, marks, reach);
  if (grip.kind !== "body") return here;
  const length = trace.span[1] - trace.span[0];
  const there = snapped(wanted + length, marks, reach);
  const isNearer =
    !here.landmark || Math.abs(there.at - wanted - length) < Math.abs(here.at - wanted);
  return there.landmark && isNearer ? { ...there, at: there.at - length } : here;
};
