/**
 * The decoded frames of one clip: few are kept, the rest are closed. Nothing is loaded before the
 * first frame is asked for, and nothing stays when the scope ends.
 */
import type { FrameTable } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import type { Reader } from "./reader";
import { Shelf } from "./shelf";

/** `absent`: this browser cannot decode frames of this clip. */
export type FilmState = "asleep" | "opening" | "ready" | "absent";

/** Decoded frames kept: a 1080p frame takes 3 MB. */
const MOST = 48;
const MOST_ON_TABLETS = 16;
/** Frames in the decoder at once. */
const DEPTH = 3;

export const hasWebCodecs = (): boolean =>
  typeof VideoDecoder !== "undefined" && typeof EncodedVideoChunk !== "undefined";

export class Film {
  state: FilmState = hasWebCodecs() ? "asleep" : "absent";
  /** How many decoded frames may be kept here. */
  readonly most = matchMedia("(pointer: coarse)").matches ? MOST_ON_TABLETS : MOST;

  private readonly shelf = new Shelf<VideoFrame>(this.most);
  private readonly listeners = new Set<() => void>();
  private readonly inHand = new Map<number, Promise<void>>();
  private queue: readonly number[] = [];
  private reader: Reader | null = null;

  constructor(
    private readonly url: string,
    private readonly table: FrameTable,
    private readonly scope: Scope,
  ) {
    scope.defer(() => {
      this.queue = [];
      this.reader?.close();
      this.shelf.clear();
    });
  }

  /** How many decoded frames are open. */
  get size(): number {
    return this.shelf.size;
  }

  /** The decoded frame, if there is one: draw it at once, it may be closed later. */
  peek(frame: number): VideoFrame | null {
    return this.shelf.get(frame);
  }

  /** Calls `listener` when a frame has been decoded, or none ever will be; the answer ends it. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Decodes these frames, in this order, instead of what was wanted before. */
  want(frames: readonly number[]): void {
    if (this.state === "absent" || this.scope.ended) return;
    // What is wanted stays: use it, the last wanted first, so that it is dropped last.
    const kept = frames.slice(0, this.most);
    for (const frame of kept.toReversed()) this.shelf.get(frame);
    this.queue = kept.filter((frame) => !this.shelf.has(frame) && !this.inHand.has(frame));
    this.wake();
    this.pump();
  }

  /** Opens the clip ahead of the first frame that is wanted. */
  wake(): void {
    if (this.state === "asleep" && navigator.onLine && !this.scope.ended) void this.open();
  }

  /** Decodes `frame` before all that is wanted; resolves when it is there, or never will be. */
  async fetch(frame: number): Promise<void> {
    if (this.state === "ready" && !this.shelf.has(frame))
      await (this.inHand.get(frame) ?? this.decode(frame));
  }

  /** Closes the decoded frames; they can be wanted again. */
  rest(): void {
    this.queue = [];
    this.shelf.clear();
  }

  private async open(): Promise<void> {
    this.state = "opening";
    try {
      const { Reader } = await import("./reader");
      const reader = await Reader.open(this.url, this.table);
      if (this.scope.ended) return reader.close();
      this.reader = reader;
      this.state = "ready";
      this.pump();
    } catch {
      this.give();
    }
  }

  private pump(): void {
    while (this.state === "ready" && this.inHand.size < DEPTH) {
      const [frame, ...rest] = this.queue;
      if (frame === undefined) return;
      this.queue = rest;
      if (!this.shelf.has(frame) && !this.inHand.has(frame)) void this.decode(frame);
    }
  }

  private decode(frame: number): Promise<void> {
    const decoding = this.develop(frame);
    this.inHand.set(frame, decoding);
    return decoding;
  }

  private async develop(frame: number): Promise<void> {
    const { reader } = this;
    if (!reader) return;
    try {
      const decoded = await reader.decode(frame);
      if (this.scope.ended) return decoded.close();
      this.shelf.put(frame, decoded);
      this.inHand.delete(frame);
      this.tell();
      this.pump();
    } catch {
      this.inHand.delete(frame);
      this.give();
    }
  }

  /** Nothing can be decoded: not now while there is no connection, else not at all. */
  private give(): void {
    if (this.scope.ended || this.state === "absent") return;
    this.state = navigator.onLine ? "absent" : "asleep";
    this.queue = [];
    this.reader?.close();
    this.reader = null;
    this.shelf.clear();
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
