/**
 * Follows the selected box forward from the playhead: a worker looks, the stage goes along with
 * what it has found so far, and one edit holds all of it.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Trace } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { FrameTable } from "@/domain/timeline";
import { hasWebCodecs } from "@/frames/film";
import type { Scope } from "@/lib/scope";
import type { Player } from "@/player/player";
import type { Editor } from "@/store/editor";
import { replaceKeyframes } from "./edit";
import type { Stop } from "./follower";
import type { Report, Task } from "./worker";

export interface FollowState {
  readonly from: number;
  readonly last: number;
  /** How far it is. */
  readonly frame: number;
}

/** `absent`: a keyframe says that nothing is there; `failed`: the frames cannot be decoded. */
export type Why = Stop | "end" | "absent" | "failed";

export interface Outcome {
  readonly why: Why;
  /** The last frame with a box that was found. */
  readonly frame: number;
  readonly keyframes: number;
  readonly frames: number;
  readonly seconds: number;
}

export interface FollowingParts {
  readonly editor: Editor;
  readonly table: FrameTable;
  readonly proxy: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly player: Player;
}

export class Following {
  /** Null while nothing is followed. */
  readonly store: StoreApi<{ readonly now: FollowState | null }> = createStore(() => ({
    now: null,
  }));
  /** The last one that came to its end. */
  outcome: Outcome | null = null;
  private work: Scope | null = null;
  /** The frame that was shown last; a person who goes elsewhere is left there. */
  private led = 0;

  constructor(
    private readonly parts: FollowingParts,
    private readonly scope: Scope,
  ) {
    scope.defer(() => this.finish());
  }

  get isPossible(): boolean {
    return hasWebCodecs() && typeof Worker !== "undefined";
  }

  /** Follows the trace's box from `frame`; the answer comes with the end, null when cancelled. */
  start(trace: Trace, frame: number, box: Box): Promise<Outcome | null> {
    this.cancel();
    const { table, proxy, size } = this.parts;
    const gone = trace.track.find((keyframe) => keyframe.frame > frame && keyframe.box === null);
    const last = Math.min(trace.span[1], gone?.frame ?? trace.span[1]) - 1;
    const work = this.scope.child();
    this.work = work;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    work.defer(() => worker.terminate());
    this.store.setState({ now: { from: frame, last, frame } });
    this.parts.editor.set({ trail: new Map() });
    this.led = this.parts.player.target;
    const url = new URL(proxy, location.href).href;
    const task: Task = { url, table, from: frame, last, box: [...box], size };
    return new Promise((resolve) => {
      work.defer(() => resolve(null));
      const end = (outcome: Outcome): void => {
        this.outcome = outcome;
        resolve(outcome);
        this.finish();
      };
      const fail = (): void => end({ why: "failed", frame, keyframes: 0, frames: 0, seconds: 0 });
      work.listen(worker, "error", fail);
      work.listen(worker, "message", (event: Event) => {
        const { data } = event as MessageEvent<Report>;
        if (data.kind === "at") this.progress(data);
        else if (data.kind === "failed") fail();
        else end(this.take(data, trace.id, frame, gone?.frame ?? null));
      });
      worker.postMessage(task);
    });
  }

  /** Ends the work without a trace, back at its first frame; false when there was none. */
  cancel(): boolean {
    const { now } = this.store.getState();
    this.finish();
    if (now) this.lead(now.from);
    return now !== null;
  }

  private finish(): void {
    if (!this.work) return;
    this.work.end();
    this.work = null;
    this.store.setState({ now: null });
    this.parts.editor.set({ trail: null });
  }

  private lead(frame: number): void {
    const { player } = this.parts;
    if (player.motion !== "still" || player.target !== this.led) return;
    this.led = frame;
    void player.aim(frame);
  }

  private progress({ frame, box }: Extract<Report, { kind: "at" }>): void {
    const { editor } = this.parts;
    const { now } = this.store.getState();
    const { trail } = editor.state;
    if (!now || !trail) return;
    this.store.setState({ now: { ...now, frame } });
    editor.set({ trail: new Map(trail).set(frame, box) });
    this.lead(frame);
  }

  private take(
    done: Extract<Report, { kind: "done" }>,
    trace: string,
    from: number,
    absentFrom: number | null,
  ): Outcome {
    const { editor } = this.parts;
    const found = done.keyframes.filter((keyframe) => keyframe.frame > from);
    if (found.length > 0) {
      editor.settle();
      editor.edit(replaceKeyframes(trace, [from, done.frame + 1], done.keyframes));
      editor.settle();
    }
    const { frame, frames, seconds } = done;
    const why = done.why === "end" && absentFrom === frame + 1 ? "absent" : done.why;
    return { why, frame, keyframes: found.length, frames, seconds };
  }
}
