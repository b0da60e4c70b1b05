/**
 * Shows exactly the frame that was asked for, and says so only when it is on screen.
 * A frame of the video counts as shown when its seek has `seeked` AND requestVideoFrameCallback
 * presented its media time: either alone is not exact. Where frames can be decoded one by one, a
 * still frame is drawn over the video, which takes about half a seek's time; the video follows once
 * nothing moves. One frame is in flight at a time and the latest wish wins.
 */
import { type FrameTable, frameCount } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import { frameOfMediaTime, seekTime } from "./clock";
import { Forward, Reverse } from "./motion";
import type { Pictures } from "./pictures";

export type Motion = "still" | "forward" | "reverse";

/** The frames `start <= frame < end` that playing stays inside. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface PlayerEvents {
  /** The picture on screen is this frame. */
  frame(frame: number): void;
  motion(motion: Motion, rate: number): void;
  /** `exact`: the browser does not show the frame asked for. `media`: the clip cannot be loaded. */
  trouble(kind: "exact" | "media"): void;
}

interface Flight {
  readonly frame: number;
  readonly scope: Scope;
  readonly attempt: number;
  /** The video follows to the frame that is drawn over it. */
  readonly isQuiet: boolean;
  seeked: boolean;
  shown: number | null;
}

/** Tries at one frame before the player admits that it cannot show it. */
const ATTEMPTS = 4;
const PATIENCE_MS = 1200;
/** A frame that is not decoded by then is sought in the video. */
const DECODING_MS = 250;
/** The video follows the pictures over it after so long a rest. */
const REST_MS = 300;

export class Player {
  /** The frame on screen. */
  frame = 0;
  motion: Motion = "still";
  /** Media seconds per second, positive; the direction is in `motion`. */
  rate = 1;
  loop = false;
  /** Where playing stops or, with `loop`, begins again; null: the whole clip. */
  range: Range | null = null;

  /** The frame on screen is a picture over the video, which lies at another one. */
  isAway = false;

  private wanted = 0;
  private flight: Flight | null = null;
  private settled = false;
  private waiting: ((frame: number) => void)[] = [];
  private moving: Scope | null = null;
  private cancelRest: (() => void) | null = null;

  constructor(
    readonly video: HTMLVideoElement,
    readonly table: FrameTable,
    private readonly scope: Scope,
    private readonly events: PlayerEvents,
    /** Draws frames over the video where the video cannot show them in time, or not at all. */
    readonly pictures: Pictures | null = null,
  ) {
    scope.listen(video, "error", () => this.events.trouble("media"));
    scope.defer(() => video.pause());
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) this.launch(0);
    else scope.listen(video, "loadedmetadata", () => this.launch(0), { once: true });
  }

  get last(): number {
    return frameCount(this.table) - 1;
  }

  /** The frame the player is on its way to; steps count from here, so held keys add up. */
  get target(): number {
    return this.motion === "still" ? this.wanted : this.frame;
  }

  /** Stops and shows `frame`; resolves with the frame on screen once nothing is in flight. */
  seek(frame: number): Promise<number> {
    this.halt();
    return this.aim(frame);
  }

  step(by: number): Promise<number> {
    return this.seek(this.target + by);
  }

  pause(): Promise<number> {
    if (this.motion === "still") return this.aim(this.wanted);
    return this.seek(this.frame);
  }

  play(rate = this.rate): void {
    this.move("forward", rate);
  }

  reverse(rate = this.rate): void {
    this.move("reverse", rate);
  }

  setRate(rate: number): void {
    if (this.motion === "still") {
      this.rate = rate;
      this.events.motion("still", rate);
    } else this.move(this.motion, rate);
  }

  /** Called by a motion: this frame is on screen now. */
  present(frame: number): void {
    this.frame = frame;
    this.wanted = frame;
    this.events.frame(frame);
  }

  /** Shows `frame` from decoded pictures, leaving the video where it is; false when it must wait. */
  project(frame: number): boolean {
    if (!this.pictures?.show(frame)) return false;
    this.cancelFlight();
    this.settled = false;
    this.isAway = true;
    this.present(frame);
    return true;
  }

  /** Shows `frame` without ending the motion. */
  aim(frame: number): Promise<number> {
    this.wanted = Math.min(Math.max(Math.round(frame), 0), this.last);
    if (this.flight?.isQuiet) this.cancelFlight();
    if (!this.flight) this.launch(0);
    if (!this.flight) return Promise.resolve(this.frame);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private move(motion: "forward" | "reverse", rate: number): void {
    this.halt();
    this.motion = motion;
    this.rate = rate;
    this.settled = false;
    this.cancelFlight();
    this.moving = this.scope.child();
    if (motion === "forward") new Forward(this, this.moving);
    else new Reverse(this, this.moving);
    this.events.motion(motion, rate);
  }

  private halt(): void {
    if (this.motion === "still") return;
    this.moving?.end();
    this.moving = null;
    this.motion = "still";
    this.wanted = this.frame;
    this.video.pause();
    // The video may have run on since its last callback: the next aim seeks even to this frame.
    this.settled = false;
    this.events.motion("still", this.rate);
  }

  /** The wanted frame is on screen; playing forwards needs it in the video itself. */
  private get isThere(): boolean {
    const isSeen = this.settled || (this.isAway && this.motion !== "forward");
    return isSeen && this.frame === this.wanted;
  }

  private launch(attempt: number, isQuiet = false): void {
    if (this.isThere && !isQuiet) {
      this.restSoon();
      return;
    }
    this.cancelRest?.();
    const flight: Flight = {
      frame: this.wanted,
      scope: this.scope.child(),
      attempt,
      isQuiet,
      seeked: false,
      shown: null,
    };
    this.flight = flight;
    if (!canTellFrames(this.video)) this.prove(flight);
    else if (this.mayDraw(flight)) this.draw(flight);
    else this.seekVideo(flight);
  }

  private mayDraw({ attempt, isQuiet }: Flight): boolean {
    const isWanted = attempt === 0 && !isQuiet && this.motion !== "forward";
    return isWanted && (this.pictures?.isReady ?? false);
  }

  /** Draws the frame over the video as soon as it is decoded; the video shows it where it is not. */
  private draw(flight: Flight): void {
    const finish = (): void => {
      if (flight !== this.flight) return;
      flight.scope.end();
      this.flight = null;
      if (this.pictures?.show(flight.frame)) this.arrive(flight.frame, true);
      else this.launch(1);
    };
    flight.scope.timeout(DECODING_MS, finish);
    void this.pictures?.develop(flight.frame).then(finish);
  }

  private seekVideo(flight: Flight): void {
    const { frame, attempt } = flight;
    this.settled = false;
    const watch = (): void => {
      flight.scope.videoFrame(this.video, (_now, { mediaTime }) => {
        flight.shown = frameOfMediaTime(this.table, mediaTime);
        if (flight.shown !== frame) watch();
        this.land(flight);
      });
    };
    watch(); // before seeking: a callback attached later can miss the frame
    flight.scope.listen(this.video, "seeked", () => {
      flight.seeked = true;
      this.land(flight);
    });
    flight.scope.timeout(PATIENCE_MS, () => this.retry(flight));
    let aim = seekTime(this.table, frame, attempt);
    // Setting the time it already has fires `seeked` but presents no frame.
    if (Math.abs(this.video.currentTime - aim) < 1e-5) {
      aim = seekTime(this.table, frame, attempt + 1);
    }
    this.video.currentTime = aim;
  }

  private land(flight: Flight): void {
    if (flight !== this.flight || !flight.seeked || flight.shown !== flight.frame) return;
    flight.scope.end();
    this.flight = null;
    this.arrive(flight.frame, false);
  }

  private arrive(frame: number, isDrawn: boolean): void {
    this.frame = frame;
    this.settled = !isDrawn;
    this.isAway = isDrawn;
    if (!isDrawn) this.pictures?.landed();
    const isThere = this.wanted === frame;
    // The next picture is decoded while the page follows this one.
    if (!isThere) this.launch(0);
    this.events.frame(frame);
    if (!isThere) return;
    this.restSoon();
    for (const resolve of this.waiting.splice(0)) resolve(frame);
  }

  /** Lets the video follow once nothing has moved for a while. */
  private restSoon(): void {
    this.cancelRest?.();
    if (!this.isAway) return;
    this.cancelRest = this.scope.timeout(REST_MS, () => {
      if (!this.flight && this.isAway && this.motion === "still") this.launch(0, true);
    });
  }

  /** Without the callback nobody knows what the video presents: a still is shown instead. */
  private prove(flight: Flight): void {
    this.video.currentTime = seekTime(this.table, flight.frame);
    void this.pictures?.prove(flight.frame).then((isShown) => {
      flight.seeked = true;
      if (isShown) flight.shown = flight.frame;
      if (flight !== this.flight) return;
      if (isShown) this.land(flight);
      else this.retry(flight);
    });
  }

  private retry(flight: Flight): void {
    flight.scope.end();
    if (flight !== this.flight) return;
    this.flight = null;
    if (document.hidden) {
      // A hidden page presents no frames: try again when it is seen.
      const wait = this.scope.child();
      wait.listen(document, "visibilitychange", () => {
        wait.end();
        if (!this.flight && this.motion !== "forward") this.launch(0);
      });
      return;
    }
    if (this.wanted !== flight.frame) this.launch(0);
    else if (flight.attempt + 1 < ATTEMPTS) this.launch(flight.attempt + 1, flight.isQuiet);
    else if (!flight.isQuiet) {
      this.events.trouble("exact");
      for (const resolve of this.waiting.splice(0)) resolve(this.frame);
    }
  }

  private cancelFlight(): void {
    this.flight?.scope.end();
    this.flight = null;
    for (const resolve of this.waiting.splice(0)) resolve(this.frame);
  }
}

/** Whether this browser says which frame of the video it presents. */
export const canTellFrames = (video: HTMLVideoElement): boolean =>
  "requestVideoFrameCallback" in video;
