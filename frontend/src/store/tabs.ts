/**
 * One tab edits an annotation, the others follow it: a Web Lock decides, a BroadcastChannel tells.
 * A follower takes over by asking; the editing tab writes its journal and lets go first.
 */

import type { Document } from "@/domain/document";
import type { Scope } from "@/lib/scope";

export type Seat = "waiting" | "editing" | "following";

type Note =
  | { readonly kind: "document"; readonly document: Document }
  | { readonly kind: "hello" }
  | { readonly kind: "yield" };

export interface TabsOptions {
  readonly annotation: number;
  /** This tab may edit from now on; the journal holds what the other tab left. */
  seated(): Promise<void>;
  /** Another tab edits. */
  following(): void;
  /** Another tab wants to edit: everything must be in the journal when this resolves. */
  leaving(): Promise<void>;
  /** The editing tab's document changed. */
  seen(document: Document): void;
}

/** A tab that does not answer (frozen, crashed) loses its seat after this long, in milliseconds. */
const PATIENCE_MS = 2500;

export class Tabs {
  seat: Seat = "waiting";
  private readonly channel: BroadcastChannel;
  private readonly lock: string;
  private release: (() => void) | null = null;
  private latest: Note | null = null;
  /** Ends this tab's place in the queue for the seat. */
  private queue: Scope | null = null;

  constructor(
    private readonly options: TabsOptions,
    private readonly scope: Scope,
  ) {
    this.lock = lockOf(options.annotation);
    this.channel = new BroadcastChannel(this.lock);
    scope.listen(this.channel, "message", (event: Event) =>
      this.heard((event as MessageEvent<Note>).data),
    );
    scope.defer(() => {
      this.channel.close();
      this.release?.();
    });
    void this.sit();
  }

  /** Tells the followers. */
  tell(document: Document): void {
    this.latest = { kind: "document", document };
    // What was being read while the clip was left may still arrive.
    if (this.seat === "editing" && !this.scope.ended) this.channel.postMessage(this.latest);
  }

  /** Takes the seat from the tab that has it. */
  takeOver(): void {
    if (this.seat === "editing") return;
    this.channel.postMessage({ kind: "yield" } satisfies Note);
    this.scope.timeout(PATIENCE_MS, () => {
      if (this.seat === "editing") return;
      this.queue?.end();
      void this.request({ steal: true });
    });
  }

  private async sit(): Promise<void> {
    const got = await this.request({ ifAvailable: true });
    if (!got) void this.wait();
  }

  /** Follows until the seat is free: the other tab closed or let go. */
  private wait(): Promise<boolean> {
    if (this.scope.ended) return Promise.resolve(false);
    this.seat = "following";
    this.options.following();
    this.channel.postMessage({ kind: "hello" } satisfies Note);
    this.queue = this.scope.child();
    return this.request({ signal: this.queue.signal });
  }

  /** Holds the lock until `release`; resolves with whether the seat was taken at all. */
  private request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      navigator.locks
        .request(this.lock, options, async (lock) => {
          if (!lock || this.scope.ended || this.seat === "editing") return resolve(false);
          const held = new Promise<void>((free) => {
            this.release = free;
          });
          await this.options.seated();
          this.seat = "editing";
          resolve(true);
          await held;
        })
        // A stolen lock rejects: this tab follows from now on.
        .catch(() => {
          resolve(false);
          if (this.seat === "editing") this.stepBack();
        });
    });
  }

  private heard(note: Note): void {
    if (this.seat === "editing") {
      if (note.kind === "hello" && this.latest) this.channel.postMessage(this.latest);
      if (note.kind === "yield") void this.options.leaving().then(() => this.stepBack());
    } else if (note.kind === "document") this.options.seen(note.document);
  }

  private stepBack(): void {
    this.seat = "following";
    this.release?.();
    this.release = null;
    // Whoever asked is first in the queue; this tab stands behind it.
    void this.wait();
  }
}

export const lockOf = (annotation: number): string => `telltale-annotation-${annotation}`;
