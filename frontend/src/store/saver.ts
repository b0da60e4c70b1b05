/**
 * Brings one annotation's latest document to the server: journal first, then one request at a time
 * with the revision it saw. Whatever fails stays in the journal and is tried again.
 */

import type { Document } from "@/domain/document";
import type { Scope } from "@/lib/scope";
import type { Entry, Journal, Keeping } from "./journal";
import { type Clash, merge, type Side, same } from "./merge";

export interface Stored {
  readonly revision: number;
  readonly document: Document;
}

/** `refused`: the server's reason. `gone`: no such clip for this person. `unreadable`: other versions. */
export type Refusal = "refused" | "gone" | "unreadable";

/** How the server answered a save. */
export type Reply =
  | { readonly kind: "stored"; readonly stored: Stored }
  /** 412: somebody saved in between; this is what is there now. */
  | { readonly kind: "stale"; readonly stored: Stored }
  | { readonly kind: "signed-out" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "refused"; readonly reason: Refusal; readonly message: string };

export type SaveState =
  | { readonly kind: "saved"; readonly at: number | null }
  | { readonly kind: "saving" }
  /** On this device only; a request will follow. */
  | { readonly kind: "local" }
  | { readonly kind: "offline" }
  | { readonly kind: "sign-in" }
  | { readonly kind: "conflict" }
  | { readonly kind: "failed"; readonly reason: Refusal; readonly message?: string };

export interface SaverOptions {
  readonly annotation: number;
  readonly task: number;
  readonly user: number;
  readonly stored: Stored;
  readonly journal: Journal;
  put(document: Document, revision: number): Promise<Reply>;
  state(state: SaveState): void;
  /** Where the latest edits are kept until the server has them. */
  kept(keeping: Keeping): void;
  /** The document that holds both sides' changes: show it and go on from it. */
  merged(document: Document): void;
  /** Asks the person; answers with the side that wins every clash. */
  settle(clashes: readonly Clash[], mine: Document, theirs: Document): Promise<Side>;
  isOnline(): boolean;
}

/** Edits in a row are sent together after this pause, in milliseconds. */
const SEND_MS = 700;
/** The same where nothing but this page keeps them. */
const EXPOSED_MS = 100;
const RETRY_MS = [1000, 2000, 4000, 8000, 10_000] as const;

export class Saver {
  private document: Document;
  private stored: Stored;
  /** Sent but never answered, oldest first. */
  private sent: readonly Document[] = [];
  private failures = 0;
  /** A write that is under way; edits made meanwhile go with the next. */
  private keeping: Promise<void> | null = null;
  private isBehind = false;
  private place: Keeping = "device";
  private sending: (() => void) | null = null;
  private flight: Promise<void> | null = null;
  private savedAt: number | null = null;
  private writing: Promise<void> = Promise.resolve();
  /** Whether this tab holds the seat: without it the journal is another tab's. */
  private isActive = false;
  /** Whether the journal may hold an entry of ours. */
  private hasEntry = false;
  /** Counts the turns at the seat: an answer to an earlier turn's request means nothing. */
  private turn = 0;

  constructor(
    private readonly options: SaverOptions,
    private readonly scope: Scope,
  ) {
    this.stored = options.stored;
    this.document = options.stored.document;
  }

  get isDirty(): boolean {
    return !same(this.document, this.stored.document);
  }

  /** What the server is known to have. */
  get latest(): Stored {
    return this.stored;
  }

  /** This tab edits from now on, beginning with what is stored. */
  start(stored: Stored): void {
    this.stored = stored;
    this.document = stored.document;
    this.turn += 1;
    this.failures = 0;
    this.isActive = true;
  }

  /** Another tab edits from now on; the journal is its own. */
  stop(): void {
    this.isActive = false;
    this.hasEntry = false;
    this.turn += 1;
    this.sent = [];
    this.isBehind = false;
    this.sending?.();
    this.sending = null;
    this.flight = null;
  }

  /** Goes on from a journal entry that a crash, a reload or another tab left behind. */
  resume(entry: Pick<Entry, "base" | "revision" | "document" | "sent">): void {
    // If the server has moved on, the first save is stale and merges from this base.
    this.stored = { revision: entry.revision, document: entry.base };
    this.sent = entry.sent;
    this.hasEntry = true;
    this.changed(entry.document);
  }

  changed(document: Document): void {
    if (!this.isActive) return;
    this.document = document;
    this.keep();
    this.schedule();
    if (!this.flight && this.failures === 0) this.options.state({ kind: "local" });
  }

  /** On this device at once: a page can be gone before any pause. */
  private keep(): void {
    this.isBehind = this.keeping !== null;
    this.keeping ??= this.journal("relaxed").finally(() => {
      this.keeping = null;
      if (this.isBehind) this.keep();
    });
  }

  private schedule(): void {
    this.sending?.();
    const pause = this.place === "page" ? EXPOSED_MS : SEND_MS;
    this.sending = this.scope.timeout(pause, () => void this.send());
  }

  /** Writes the journal now: call it when the page may go away. */
  journal(durability: IDBTransactionDurability = "strict"): Promise<void> {
    if (!this.isActive || !(this.isDirty || this.hasEntry)) return this.writing;
    const { annotation, task, user, journal } = this.options;
    const entry = {
      annotation,
      task,
      user,
      revision: this.stored.revision,
      base: this.stored.document,
      document: this.document,
      sent: this.sent,
      at: Date.now(),
    };
    this.hasEntry = this.isDirty;
    const write = this.isDirty
      ? () => journal.write(entry, durability)
      : () => journal.drop(annotation).then(() => this.place);
    // Writes keep their order; one that fails must not stop the sending.
    this.writing = this.writing
      .then(write)
      .catch(() => "page" as const)
      .then((place) => {
        if (place === this.place) return;
        this.place = place;
        this.options.kept(place);
        if (this.sending) this.schedule();
      });
    return this.writing;
  }

  /** Sends what there is; resolves true when the server has everything. */
  async flush(): Promise<boolean> {
    await this.journal();
    for (let round = 0; round < 5; round += 1) {
      if (!this.flight && !this.isDirty) return true;
      await this.send();
      if (this.failures > 0) return false;
    }
    return !this.isDirty;
  }

  /** One request in flight; edits made meanwhile go with the next. */
  send(): Promise<void> {
    this.sending?.();
    this.sending = null;
    if (this.flight) return this.flight;
    const flight = this.exchange().finally(() => {
      if (this.flight !== flight) return;
      this.flight = null;
      const isMore = this.failures === 0 && this.isDirty && !this.scope.ended;
      if (isMore && !this.sending) this.schedule();
    });
    this.flight = flight;
    return flight;
  }

  /** Tries again at once: the connection or the session is back. */
  retry(): void {
    if (!this.isDirty) return;
    this.failures = 0;
    void this.send();
  }

  private async exchange(): Promise<void> {
    if (!this.isActive) return;
    if (!this.isDirty) return this.done();
    const { document, turn } = this;
    this.sent = [...this.sent.slice(-4), document];
    this.options.state({ kind: "saving" });
    await this.journal();
    const reply = await this.options.put(document, this.stored.revision);
    // The seat was lost meanwhile: the journal told the other tab what was sent.
    if (turn === this.turn) await this.answered(reply, document);
  }

  private async answered(reply: Reply, document: Document): Promise<void> {
    switch (reply.kind) {
      case "stored":
        this.stored = { revision: reply.stored.revision, document };
        this.sent = [];
        return this.done();
      case "stale":
        return this.reconcile(reply.stored);
      case "signed-out":
        return this.later({ kind: "sign-in" });
      case "unreachable":
        return this.later({ kind: this.options.isOnline() ? "local" : "offline" });
      case "refused":
        this.failures += 1;
        this.options.state({ kind: "failed", reason: reply.reason, message: reply.message });
    }
  }

  private async done(): Promise<void> {
    this.failures = 0;
    await this.journal();
    this.savedAt = Date.now();
    this.options.state(this.isDirty ? { kind: "local" } : { kind: "saved", at: this.savedAt });
  }

  private async reconcile(theirs: Stored): Promise<void> {
    const { document: mine, turn } = this;
    // A save whose answer was lost comes back as "stale" with our own document in it.
    const isEcho = this.sent.some((document) => same(theirs.document, document));
    const base = isEcho ? theirs.document : this.stored.document;
    let result = merge({ base, mine, theirs: theirs.document });
    if (result.clashes.length > 0) {
      this.options.state({ kind: "conflict" });
      const side = await this.options.settle(result.clashes, mine, theirs.document);
      if (turn !== this.turn) return;
      // Edits made while the question was open count too.
      result = merge({ base, mine: this.document, theirs: theirs.document }, side);
    }
    this.stored = theirs;
    this.sent = [];
    if (!same(result.document, this.document)) {
      this.document = result.document;
      this.options.merged(result.document);
    }
    await this.exchange();
  }

  private later(state: SaveState): void {
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 10_000;
    this.failures += 1;
    this.options.state(state);
    this.sending?.();
    this.sending = this.scope.timeout(wait * (0.8 + Math.random() * 0.4), () => void this.send());
  }
}
