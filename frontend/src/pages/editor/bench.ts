/**
 * Everything one open clip needs, outside React: the document, its saving, the seat among tabs and
 * the player. It outlives remounting, so that changing the language loses nothing.
 */
import { createStore } from "zustand/vanilla";
import { onGate } from "@/api/session-gate";
import type { Project, Task } from "@/api/types";
import { salvage } from "@/domain/salvage";
import { type FrameTable, frameCount } from "@/domain/timeline";
import { Following } from "@/follow/following";
import { Sight } from "@/frames/sight";
import { offer } from "@/lib/offer";
import { Scope } from "@/lib/scope";
import { Player } from "@/player/player";
import { Editor, type Motion } from "@/store/editor";
import type { Journal } from "@/store/journal";
import { same } from "@/store/merge";
import { unsentOf } from "@/store/restore";
import { Saver, type SaveState, type Stored } from "@/store/saver";
import { Tabs } from "@/store/tabs";
import { type CommentsStore, commentsStore } from "./comments";
import { keepLease } from "./heartbeat";
import { getAnnotation, putDocument, stored } from "./requests";
import { sendWaiting } from "./send-waiting";

export type Mode = "label" | "review";

export interface BenchOptions {
  readonly task: Task;
  readonly project: Project;
  readonly table: FrameTable;
  readonly journal: Journal;
  readonly user: number;
  readonly mode: Mode;
  /** False when another reviewer works on it. */
  readonly isHeld: boolean;
  /** Language of new explanations. */
  readonly lang: string;
}

const COURTESY_MS = 1500;

interface Parts {
  readonly sight: Sight | null;
  readonly following: Following | null;
}

export type Trouble = "exact" | "media";

export class Bench {
  readonly scope = new Scope();
  readonly editor: Editor;
  readonly saver: Saver;
  readonly tabs: Tabs;
  readonly comments: CommentsStore;
  /** Answers to comments on their way: a submission waits for them. */
  answering: Promise<unknown> = Promise.resolve();
  player: Player | null = null;
  /** What comes and goes with the mounted video. */
  readonly parts = createStore<Parts>(() => ({ sight: null, following: null }));
  onTrouble: (trouble: Trouble) => void = () => undefined;
  private readonly annotation: number;
  private wasFollowing = false;

  constructor(public options: BenchOptions) {
    const { task, journal, user } = options;
    if (!task.annotation) throw new Error(`task ${task.id} has no annotation`);
    this.annotation = task.annotation.id;
    this.comments = commentsStore(task.comments);
    const start = stored(task.annotation);
    this.editor = new Editor(start.document, { lang: options.lang, mayEdit: mayEdit(options) });
    this.saver = new Saver(
      {
        annotation: this.annotation,
        task: task.id,
        user,
        journal,
        stored: start,
        put: (document, revision) => putDocument(this.annotation, document, revision),
        state: (state) => void this.showState(state),
        kept: (keeping) => this.editor.set({ keeping }),
        merged: (document) => this.editor.absorb(document),
        settle: (clashes, mine, theirs) =>
          new Promise((resolve) => {
            const answer = (side: "mine" | "theirs"): void => {
              this.editor.set({ question: null });
              resolve(side);
            };
            this.editor.set({ question: { clashes, mine, theirs, answer } });
          }),
        isOnline: () => navigator.onLine,
      },
      this.scope,
    );
    this.tabs = new Tabs(
      {
        annotation: this.annotation,
        seated: () => this.seated(),
        following: () => {
          this.wasFollowing = true;
          this.saver.stop();
          // The tab that edits now asks anew, if it still has to.
          this.editor.set({ seat: "following", question: null, restored: null });
        },
        leaving: () => this.leaving(),
        seen: (document) => this.editor.replace(document),
      },
      this.scope,
    );
    this.watch();
    if (this.editor.state.mayEdit) keepLease(task.id, this.scope);
    this.scope.timeout(3000, () => void this.sendOthers());
  }

  get sight(): Sight | null {
    return this.parts.getState().sight;
  }

  get following(): Following | null {
    return this.parts.getState().following;
  }

  get frameCount(): number {
    return frameCount(this.options.table);
  }

  /** Makes the player of a mounted video with the sheet over it; the answer ends it. */
  attach(video: HTMLVideoElement, canvas: HTMLCanvasElement): () => void {
    const scope = this.scope.child();
    const { editor } = this;
    const { table, task } = this.options;
    const first = editor.state.frame;
    const proxy = task.video.proxy_url ?? "";
    const sight = new Sight({ canvas, editor, table, proxy, video: task.video.id }, scope);
    const events = {
      frame: (frame: number) => editor.set({ frame, isShown: true }),
      motion: (motion: Motion, rate: number) => editor.set({ motion, rate }),
      trouble: (trouble: Trouble) => this.onTrouble(trouble),
    };
    const player = new Player(video, table, scope, events, sight);
    if (first > 0) void player.seek(first);
    const { width, height } = task.video;
    const size = { width: width ?? 1, height: height ?? 1 };
    this.player = player;
    const following = new Following({ editor, table, proxy, size, player }, scope);
    this.parts.setState({ sight, following });
    return () => {
      scope.end();
      if (this.player === player) this.player = null;
      if (this.sight === sight) this.parts.setState({ sight: null, following: null });
    };
  }

  /** The manager changed the rules while the clip is open. */
  follow(project: Project): void {
    this.options = { ...this.options, project };
  }

  /** Sends everything; true when the server has it. */
  save(): Promise<boolean> {
    this.editor.settle();
    return this.saver.flush();
  }

  /** Hands the person what this device holds of the clip, as a file. */
  async download(): Promise<void> {
    const { journal, task } = this.options;
    const entry = await journal.read(this.annotation).catch(() => undefined);
    const document = entry?.document ?? this.editor.document;
    offer(`telltale-task-${task.id}.json`, JSON.stringify(document, null, 2));
  }

  /** Leaves the clip, sending the last edits; what cannot be sent waits in the journal. */
  async end(): Promise<void> {
    this.editor.settle();
    await this.flushBriefly();
    this.scope.end();
  }

  private watch(): void {
    const { scope, editor } = this;
    scope.defer(
      editor.store.subscribe((now, before) => {
        if (now.history.document === before.history.document || now.seat !== "editing") return;
        this.saver.changed(now.history.document);
        this.tabs.tell(now.history.document);
      }),
    );
    scope.listen(window, "online", () => this.saver.retry());
    scope.listen(window, "pagehide", () => void this.saver.journal());
    scope.listen(document, "visibilitychange", () => void this.saver.journal());
    scope.listen(window, "beforeunload", (event) => {
      // Only where leaving would lose something; otherwise the journal has it.
      if (editor.state.keeping === "page" && this.saver.isDirty) event.preventDefault();
    });
    scope.defer(
      onGate((gate) => {
        if (gate !== "closed") editor.set({ save: { kind: "sign-in" } });
      }),
    );
  }

  /** This tab edits now: go on from what is on this device. */
  private async seated(): Promise<void> {
    const { editor, saver } = this;
    // What a follower has seen may not be stored yet: only the server can say what is.
    const fresh = this.wasFollowing ? await getAnnotation(this.annotation).catch(() => null) : null;
    const latest = fresh ?? saver.latest;
    const followed = editor.document;
    if (fresh) editor.replace(fresh.document);
    saver.start(latest);
    const isResumed = await this.resume(latest);
    if (this.wasFollowing && !fresh && !isResumed) saver.changed(followed);
    editor.set({ seat: "editing" });
    this.tabs.tell(editor.document);
  }

  /** Goes on from what a crash, a reload or another tab left on this device. */
  private async resume(latest: Stored): Promise<boolean> {
    const { editor, saver } = this;
    const { journal, user } = this.options;
    const entry = await journal.read(this.annotation).catch(() => undefined);
    if (entry?.user !== user || !editor.state.mayEdit) return false;
    const kept = salvage(entry.document);
    const base = salvage(entry.base);
    if (!kept || !base) {
      // Work of another version: nothing may be written over it.
      editor.set({ mayEdit: false, save: { kind: "failed", reason: "unreadable" } });
      return true;
    }
    if (same(kept.document, latest.document)) {
      await journal.drop(this.annotation);
      return false;
    }
    const mine = { ...entry, base: base.document, document: kept.document };
    editor.replace(kept.document);
    saver.resume(mine);
    if (this.wasFollowing) return true;
    const changes = unsentOf(mine, latest);
    editor.set({ restored: { changes, at: entry.at, renamed: kept.renamed } });
    return true;
  }

  /** Another tab takes over: the journal is enough, sending is a courtesy that may take a moment. */
  private async leaving(): Promise<void> {
    this.editor.settle();
    await this.flushBriefly();
  }

  private async flushBriefly(): Promise<void> {
    await this.saver.journal();
    const late = this.scope.child();
    const timeout = new Promise<void>((resolve) => late.timeout(COURTESY_MS, resolve));
    await Promise.race([this.saver.flush(), timeout]);
    late.end();
  }

  private async showState(save: SaveState): Promise<void> {
    this.editor.set({ save });
    if (save.kind === "saved") this.tabs?.tell(this.editor.document);
    const { journal, user } = this.options;
    const entries = await journal.all().catch(() => []);
    this.editor.set({ waiting: entries.filter((entry) => entry.user === user).length });
  }

  /** Clips that were left while there was no connection. */
  private async sendOthers(): Promise<void> {
    await sendWaiting(this.options.user, this.options.journal);
    await this.showState(this.editor.state.save);
  }
}

const mayEdit = ({ task, mode, isHeld }: BenchOptions): boolean =>
  mode === "review"
    ? isHeld && task.state === "submitted"
    : task.state === "leased" || task.state === "returned" || task.state === "open";
