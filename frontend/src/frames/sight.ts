/**
 * What is seen instead of the video's own picture: a look at two frames at once, the source itself,
 * or decoded frames while playing backwards. Draws in the moment in which the counter changes.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type FrameTable, frameCount } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import type { Pictures } from "@/player/pictures";
import type { Editor } from "@/store/editor";
import { Film } from "./film";
import { around, FLIP_MS, framesOf, type Gain, LEAST_FLIP_MS, type Look, type Reach } from "./look";
import { Print } from "./print";
import { Sheet } from "./sheet";
import { Stills } from "./stills";

export interface SightState {
  readonly look: Look;
  readonly reach: Reach;
  readonly gain: Gain;
  /** The neighbour is shown in the frame's place. */
  readonly isFlipped: boolean;
  /** Flips by itself. */
  readonly isBlinking: boolean;
  /** Whether looks at decoded frames exist in this browser, for this clip. */
  readonly isPossible: boolean;
  /** The source's frame is on its way, or could not be had. */
  readonly original: "none" | "loading" | "shown" | "failed";
}

export interface SightParts {
  readonly canvas: HTMLCanvasElement;
  readonly editor: Editor;
  readonly table: FrameTable;
  readonly proxy: string;
  readonly video: number;
}

/** Frames decoded before they are needed: on both sides while still, in the way of playing else. */
const BESIDE = [1, -1, 2, -2] as const;
const BEFORE = [-1, -2, -3, -4, -5, -6, -7, -8, -9, -10] as const;
const AFTER = [1, 2, 3, 4, 5, 6] as const;
/** Decoded frames are given back when nothing was drawn for so long. */
const REST_MS = 4000;

export class Sight implements Pictures {
  readonly store: StoreApi<SightState>;
  readonly film: Film;
  private readonly sheet: Sheet;
  private readonly stills: Stills;
  private readonly print = new Print();
  private readonly count: number;
  /** Frames are drawn here because the video shows another one. */
  private isProjecting = false;
  /** The frame on screen is a still, because the video cannot say which frame it shows. */
  private isProven = false;
  private blink: Scope | null = null;
  private flippedAt = 0;
  private tired: (() => void) | null = null;

  constructor(
    private readonly parts: SightParts,
    private readonly scope: Scope,
  ) {
    this.count = frameCount(parts.table);
    this.film = new Film(parts.proxy, parts.table, scope);
    this.sheet = new Sheet(parts.canvas);
    this.stills = new Stills(parts.video, scope);
    this.store = createStore<SightState>(() => ({
      look: "plain",
      reach: -1,
      gain: 2,
      isFlipped: false,
      isBlinking: false,
      isPossible: this.film.state !== "absent",
      original: "none",
    }));
    scope.defer(this.film.listen(() => this.developed()));
    scope.defer(() => this.sheet.empty());
    scope.defer(
      parts.editor.store.subscribe((now, before) => {
        if (now.frame !== before.frame || now.motion !== before.motion) this.refresh();
      }),
    );
  }

  get state(): SightState {
    return this.store.getState();
  }

  /** Changes how the frame is looked at; false when this browser has no decoded frames. */
  set(change: Partial<SightState>): boolean {
    const next = { ...this.state, ...change };
    const needsFilm = next.look !== "plain" && next.look !== "original";
    if (needsFilm && !this.state.isPossible) return false;
    if (next.look !== "flip") Object.assign(next, { isFlipped: false, isBlinking: false });
    if (next.look !== "original") next.original = "none";
    this.store.setState(next);
    this.keepBlinking();
    this.refresh();
    return true;
  }

  /** Shows the neighbour, or the frame again; refused when the last flip was a moment ago. */
  flip(): boolean {
    const now = performance.now();
    if (now - this.flippedAt < LEAST_FLIP_MS) return false;
    this.flippedAt = now;
    this.store.setState({ isFlipped: !this.state.isFlipped });
    this.refresh();
    return true;
  }

  // For the player: decoded frames in place of seeks, stills in place of the video.

  get isReady(): boolean {
    return this.film.state === "ready";
  }

  async develop(frame: number): Promise<void> {
    this.stayAwake();
    await Promise.all(this.framesFor(frame).map((each) => this.film.fetch(each)));
    const picture = this.isPlain ? this.film.peek(frame) : null;
    if (picture) await this.print.take(frame, picture);
  }

  /** Draws `frame` now if it has been decoded. */
  show(frame: number): boolean {
    this.isProjecting = true;
    return this.paint(frame);
  }

  /** What a motion will need next, in its order. */
  ahead(frame: number): void {
    this.film.want(around(frame, this.reachOfLook, this.count, BEFORE));
    this.stayAwake();
  }

  landed(): void {
    // By the first step, frames can be decoded.
    this.film.wake();
    if (this.isProven) return;
    this.isProjecting = false;
    this.refresh();
  }

  rolled(): void {
    this.isProjecting = false;
    this.isProven = false;
    this.refresh();
  }

  async prove(frame: number): Promise<boolean> {
    const picture = await this.stills.get(frame);
    if (!picture) return false;
    this.isProjecting = true;
    this.isProven = true;
    this.sheet.show({ look: "plain", frame, base: picture, other: null, gain: 0 });
    return true;
  }

  /** Without a neighbour to show, only the frames themselves are wanted. */
  private get reachOfLook(): number {
    const { look, reach } = this.state;
    return look === "plain" || look === "original" ? 0 : reach;
  }

  private refresh(): void {
    const { frame, motion } = this.parts.editor.state;
    const { look, original } = this.state;
    if (look === "original") return void this.showOriginal(frame, motion === "still");
    if (original !== "none") this.store.setState({ original: "none" });
    if (look === "plain") {
      if (!this.isProjecting) this.sheet.hide();
      else if (this.isProven) void this.prove(frame);
      return;
    }
    const ahead = motion === "still" ? BESIDE : motion === "forward" ? AFTER : BEFORE;
    this.film.want(around(frame, this.reachOfLook, this.count, ahead));
    this.paint(frame);
    this.stayAwake();
  }

  /** Frames came out of the decoder, or the decoder gave up. */
  private developed(): void {
    if (this.film.state === "absent") {
      this.store.setState({ isPossible: false });
      if (this.state.look !== "original") this.set({ look: "plain" });
      return;
    }
    const { look } = this.state;
    if (look === "plain" || look === "original") return;
    this.paint(this.parts.editor.state.frame);
  }

  private paint(frame: number): boolean {
    const { look, gain, isFlipped } = this.state;
    if (look === "flip" && !isFlipped && !this.isProjecting) {
      this.sheet.hide();
      return true;
    }
    const pixels = this.isPlain ? this.print.of(frame) : null;
    if (pixels) {
      this.sheet.put(frame, pixels);
      return true;
    }
    const [base, other] = this.framesFor(frame).map((each) => this.film.peek(each));
    if (!base || other === null) return false;
    const shown = this.isPlain ? "plain" : look;
    this.sheet.show({ look: shown, frame, base, other: other ?? null, gain });
    return true;
  }

  /** The frame itself is what is seen. */
  private get isPlain(): boolean {
    const { look, isFlipped } = this.state;
    return look === "plain" || look === "original" || (look === "flip" && !isFlipped);
  }

  private framesFor(frame: number): readonly number[] {
    const { look, reach } = this.state;
    return this.isPlain ? [frame] : framesOf(look, frame, reach, this.count);
  }

  private async showOriginal(frame: number, isStill: boolean): Promise<void> {
    const isCurrent = (): boolean =>
      !this.scope.ended &&
      this.state.look === "original" &&
      this.parts.editor.state.frame === frame &&
      this.parts.editor.state.motion === "still";
    if (!isStill) {
      if (!this.isProjecting) this.sheet.hide();
      return;
    }
    const kept = this.stills.peek(frame);
    if (!kept) {
      // The proxy's picture of this frame stays in sight meanwhile, not another frame's source.
      if (!this.isProjecting) this.sheet.hide();
      this.store.setState({ original: "loading" });
    }
    const picture = kept ?? (await this.stills.get(frame));
    if (!isCurrent()) return;
    if (picture) this.sheet.show({ look: "original", frame, base: picture, other: null, gain: 0 });
    this.store.setState({ original: picture ? "shown" : "failed" });
  }

  private keepBlinking(): void {
    const { isBlinking } = this.state;
    if (isBlinking === (this.blink !== null)) return;
    this.blink?.end();
    this.blink = null;
    if (!isBlinking) return;
    this.blink = this.scope.child();
    this.blink.interval(FLIP_MS, () => this.flip());
  }

  private stayAwake(): void {
    this.tired?.();
    this.tired = this.scope.timeout(REST_MS, () => {
      const isUsed = this.isProjecting || this.reachOfLook !== 0;
      if (isUsed) return;
      this.film.rest();
      this.print.empty();
    });
  }
}
