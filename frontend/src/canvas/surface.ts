/**
 * The drawing surface over the video: pointer in, painted boxes and finished gestures out.
 * One commit on pointer-up; Escape ends a gesture without a trace.
 */
import type { Box } from "@/domain/geometry";
import type { Scope } from "@/lib/scope";
import { areBoxesHidden, canEdit, type Editor } from "@/store/editor";
import { shownOf } from "@/store/suggestions";
import { type Candidate, cursorOf, type Grain, type Hit, hitTest } from "./boxes";
import { Fingers } from "./fingers";
import { changed, type Gesture, IDLE, type Input, type Outcome, outlined, step } from "./gesture";
import { Loupe, type Magnified } from "./loupe";
import { Painter, rectOf } from "./painter";
import { type Mark, type Pin, pinsAt } from "./pins";
import { ghostsAt, type Shape, shapesAt } from "./shapes";
import type { Point, Size, View } from "./view";
import * as views from "./view";

export interface SurfaceParts {
  readonly host: HTMLElement;
  readonly video: HTMLVideoElement;
  /** Lies on the video, for pictures that it cannot show itself. */
  readonly sheet: HTMLCanvasElement;
  readonly svg: SVGSVGElement;
  readonly tags: HTMLElement;
  readonly loupe: HTMLCanvasElement;
}

export interface SurfaceEvents {
  /** The person reaches for the picture: it should stand still. */
  touch(): void;
  drawn(box: Box): void;
  changed(id: string, box: Box): void;
  /** A finger goes sideways over the picture: `share` of the stage's width since frame `from`. */
  scrub(from: number, share: number): void;
  /** The zoom, 1 for one stage pixel per video pixel. */
  zoom(scale: number): void;
}

const REACH = 12;
const TOUCH_REACH = 22;

export class Surface {
  private readonly painter: Painter;
  private stage: Size = { width: 1, height: 1 };
  private view: View = { x: 0, y: 0, scale: 1 };
  private isFitted = true;
  private gesture: Gesture = IDLE;
  private at: Point | null = null;
  private hovered: Hit | null = null;
  private panning: Point | null = null;
  private isPainting = false;
  private pinned: Pin | null = null;
  private marks: readonly Mark[] = [];
  private readonly fingers: Fingers;
  private scrubFrom = 0;
  /** While a pen draws, what else touches the glass is the hand that holds it. */
  private hasPen = false;
  private readonly loupe: Loupe;

  constructor(
    private readonly parts: SurfaceParts,
    private readonly editor: Editor,
    private readonly frame: Size,
    private readonly events: SurfaceEvents,
    private readonly scope: Scope,
  ) {
    this.painter = new Painter(parts.svg, parts.tags);
    this.fingers = new Fingers({
      isZoomed: () => this.grain.x > this.stage.width + 1 || this.grain.y > this.stage.height + 1,
      pan: (by) => this.pan(by),
      zoom: (factor, at) => this.zoomBy(factor, at),
      scrub: (by) => events.scrub(this.scrubFrom, by / this.stage.width),
      cancel: () => this.cancel(),
    });
    this.loupe = new Loupe(parts.loupe, parts.video, parts.sheet, scope);
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(parts.host);
    scope.defer(() => observer.disconnect());
    scope.defer(editor.store.subscribe(() => this.repaint()));
    const { host } = parts;
    scope.listen(host, "pointerdown", (event) => this.press(event));
    scope.listen(host, "pointermove", (event) => this.move(event));
    scope.listen(host, "pointerup", (event) => this.release(event));
    scope.listen(host, "pointercancel", (event) => {
      this.fingers.release(event.pointerId);
      this.hasPen = false;
      this.cancel();
    });
    scope.listen(host, "pointerleave", () => {
      if (this.gesture === IDLE) this.at = null;
      this.hover(null);
    });
    scope.listen(host, "wheel", (event) => this.wheel(event), { passive: false });
    this.resize();
  }

  /** Ends the gesture in hand; false when there was none. */
  cancel(): boolean {
    const was = this.gesture;
    this.settle(IDLE);
    this.repaint();
    return was !== IDLE;
  }

  fit(): void {
    this.isFitted = true;
    this.show(views.fitted(this.frame, this.stage));
  }

  zoomTo([x, y, w, h]: Box): void {
    this.isFitted = false;
    this.show(views.zoomedTo({ x, y, w, h }, this.world));
  }

  /** Zooms about the middle, or about `at`. */
  zoomBy(factor: number, at?: Point): void {
    const middle = { x: this.stage.width / 2, y: this.stage.height / 2 };
    this.isFitted = false;
    this.show(views.zoomedAt(this.view, at ?? middle, factor, this.world));
  }

  /** Holds a loupe over the pointer, or over the selected box while the pointer is elsewhere. */
  magnify(isHeld: boolean): void {
    if (isHeld) this.loupe.hold(() => this.magnified());
    else this.loupe.release();
  }

  /** Points at a place until the next pin; it shows at its frame only. */
  pin(pin: Pin | null): void {
    this.pinned = pin;
    this.repaint();
  }

  /** Shows these at their frames, whatever is pinned. */
  mark(marks: readonly Mark[]): void {
    this.marks = marks;
    this.repaint();
  }

  private get world() {
    return { frame: this.frame, stage: this.stage };
  }

  private get grain(): Grain {
    return { x: this.frame.width * this.view.scale, y: this.frame.height * this.view.scale };
  }

  private get tool() {
    const { state } = this.editor;
    return canEdit(state) ? state.tool : "select";
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.parts.host;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.stage = { width: clientWidth, height: clientHeight };
    if (this.isFitted) this.fit();
    else this.show(views.pannedBy(this.view, { x: 0, y: 0 }, this.world));
  }

  private show(view: View): void {
    this.view = view;
    for (const { style } of [this.parts.video, this.parts.sheet]) {
      style.width = `${this.frame.width * view.scale}px`;
      style.height = `${this.frame.height * view.scale}px`;
      style.transform = `translate(${view.x}px, ${view.y}px)`;
      style.imageRendering = view.scale > 2 ? "pixelated" : "auto";
    }
    this.events.zoom(view.scale);
    this.repaint();
  }

  private repaint(): void {
    if (this.isPainting) return;
    this.isPainting = true;
    this.scope.frame(() => {
      this.isPainting = false;
      this.paint();
    });
  }

  private paint(): void {
    const { state } = this.editor;
    const shapes = [...this.ghosts(), ...this.shapes()];
    const { gesture, grain } = this;
    const isDrawing = this.tool !== "select";
    this.painter.paint({
      shapes,
      view: this.view,
      frame: this.frame,
      outline: outlined(gesture, grain) ?? state.trail?.get(state.frame) ?? null,
      points: gesture.kind === "pointing" ? gesture.points : [],
      pins: pinsAt(state.frame, this.marks, this.pinned),
      cross: isDrawing && this.at ? this.at : null,
      hovered: this.hovered?.id ?? null,
      hasHandles: canEdit(state) && state.motion === "still",
      isHidden: areBoxesHidden(state),
    });
    this.parts.host.style.cursor = this.cursor(isDrawing);
  }

  private magnified(): Magnified {
    const { view, frame, stage } = this;
    const shapes = areBoxesHidden(this.editor.state) ? [] : this.shapes();
    const box = shapes.find((shape) => shape.isSelected)?.box ?? [0, 0, 1, 1];
    const { x, y, width, height } = rectOf(box, view, frame);
    const at = this.at ?? { x: x + width / 2, y: y + height / 2 };
    return { view, frame, stage, at, shapes };
  }

  private cursor(isDrawing: boolean): string {
    if (this.panning) return "grabbing";
    if (isDrawing) return "crosshair";
    if (this.hovered && !canEdit(this.editor.state)) return "pointer";
    return cursorOf(this.hovered);
  }

  private shapes(): readonly Shape[] {
    const { state, document } = this.editor;
    const shapes = shapesAt(document, state.frame, state.selected, state.veil);
    const { gesture, at } = this;
    if (gesture.kind !== "changing" || !at) return shapes;
    const box = changed(gesture, this.fraction(at), this.grain);
    return shapes.map((shape) =>
      shape.id === gesture.hit.id ? { ...shape, box, isKeyframe: true } : shape,
    );
  }

  private ghosts(): readonly Shape[] {
    const { state } = this.editor;
    return ghostsAt(shownOf(state), state.frame, state.aimed);
  }

  /** A click beside every free box selects a locked one, or brings the suggestion into focus. */
  private aim(): void {
    const { at } = this;
    if (!at || areBoxesHidden(this.editor.state)) return;
    const locked = this.shapes().filter((shape) => shape.isLocked);
    const under = hitTest(locked, null, this.fraction(at), { grain: this.grain, reach: 0 });
    if (under) {
      this.editor.select(under.id);
      return;
    }
    const hit = hitTest(this.ghosts(), null, this.fraction(at), { grain: this.grain, reach: 0 });
    this.editor.aim(hit ? hit.id.replace(/^ghost /, "") : null);
  }

  private fraction(at: Point): Point {
    return views.toFraction(this.view, this.frame, at);
  }

  private pointOf(event: MouseEvent): Point {
    const bounds = this.parts.host.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  }

  private hitAt(at: Point, reach: number): (Hit & { readonly box: Box }) | null {
    const { state } = this.editor;
    if (areBoxesHidden(state)) return null;
    // A drag over a locked box draws a new one: it does not get in the way.
    const candidates: readonly Candidate[] = this.shapes().filter((shape) => !shape.isLocked);
    const hit = hitTest(candidates, state.selected, this.fraction(at), {
      grain: this.grain,
      reach,
    });
    const box = candidates.find((candidate) => candidate.id === hit?.id)?.box;
    return hit && box ? { ...hit, box } : null;
  }

  private press(event: PointerEvent): void {
    this.at = this.pointOf(event);
    if (event.button === 1) {
      event.preventDefault();
      this.panning = this.at;
      this.parts.host.setPointerCapture(event.pointerId);
      return;
    }
    if (event.button !== 0) return;
    const isFinger = event.pointerType === "touch";
    if (isFinger && this.hasPen) return;
    this.hasPen = event.pointerType === "pen";
    this.parts.host.setPointerCapture(event.pointerId);
    const hit = this.hitAt(this.at, isFinger ? TOUCH_REACH : REACH);
    if (isFinger) {
      this.scrubFrom = this.editor.state.frame;
      const isGrip = hit?.id === this.editor.state.selected && hit?.grip.kind !== "inside";
      const isForTool = this.tool !== "select" || (hit !== null && isGrip);
      if (this.fingers.press(event.pointerId, this.at, isForTool) === "fingers") return;
    }
    this.events.touch();
    this.feed({ kind: "down", at: this.fraction(this.at), hit });
  }

  /** A finger that came and went: it selects, as a click does. */
  private tap(at: Point): void {
    this.events.touch();
    this.feed({ kind: "down", at: this.fraction(at), hit: this.hitAt(at, TOUCH_REACH) });
    this.feed({ kind: "up", at: this.fraction(at) });
  }

  /** Moves the picture by pixels of the stage. */
  pan(by: Point): void {
    this.isFitted = false;
    this.show(views.pannedBy(this.view, by, this.world));
  }

  private move(event: PointerEvent): void {
    const at = this.pointOf(event);
    if (this.panning) {
      const by = { x: at.x - this.panning.x, y: at.y - this.panning.y };
      this.panning = at;
      this.pan(by);
      return;
    }
    if (event.pointerType === "touch" && this.fingers.move(event.pointerId, at) === "fingers")
      return;
    this.at = at;
    if (this.gesture === IDLE) this.hover(this.hitAt(at, REACH));
    else this.feed({ kind: "move", at: this.fraction(at) });
    if (this.tool !== "select") this.repaint();
  }

  private release(event: PointerEvent): void {
    if (this.panning) {
      this.panning = null;
      this.repaint();
      return;
    }
    if (event.pointerType === "pen") this.hasPen = false;
    if (event.pointerType === "touch") {
      const owner = this.fingers.release(event.pointerId);
      if (owner === "tap") this.tap(this.pointOf(event));
      if (owner !== "tool") return;
    }
    if (event.button === 0) this.feed({ kind: "up", at: this.fraction(this.pointOf(event)) });
  }

  private feed(input: Input): void {
    const may = canEdit(this.editor.state);
    const next = step(this.gesture, input, this.tool, this.grain);
    this.settle(may || next.gesture.kind === "idle" ? next.gesture : IDLE);
    if (next.outcome) this.conclude(next.outcome, may);
    this.repaint();
  }

  /** Says in the state whether a box is being dragged, when that changes. */
  private settle(gesture: Gesture): void {
    this.gesture = gesture;
    const isDragging = gesture.kind === "changing" || gesture.kind === "drawing";
    if (isDragging !== this.editor.state.isDragging) this.editor.set({ isDragging });
  }

  private conclude(outcome: Outcome, may: boolean): void {
    if (outcome.kind === "select") {
      this.editor.select(outcome.id);
      if (outcome.id === null) this.aim();
    } else if (!may) return;
    else if (outcome.kind === "drawn") this.events.drawn(outcome.box);
    else this.events.changed(outcome.id, outcome.box);
  }

  private hover(hit: Hit | null): void {
    const grip = (each: Hit | null): string => (each ? `${each.id} ${cursorOf(each)}` : "");
    const isSame = grip(hit) === grip(this.hovered);
    this.hovered = hit;
    if (!isSame || this.tool !== "select") this.repaint();
  }

  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY / 300), this.pointOf(event));
    } else if (!this.isFitted) {
      event.preventDefault();
      this.pan({ x: -event.deltaX, y: -event.deltaY });
    }
  }
}
