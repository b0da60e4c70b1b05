/**
 * Everything one open clip needs, outside React: the document, its saving, the seat among tabs and
 * the player. It outlives remounting, so that changing the language loses nothing.
 */
import { createStore } from "zustand/vanilla";
import { onGate } from "@/api/session-gate";
import type { Project, Task } from "@/api/types";
import { type FrameTable, frameCount } from "@/domain/timeline";
import { Following } from "@/follow/following";
import { Sight } from "@/frames/sight";
import { Scope } from "@/lib/scope";
import { Player } from "@/player/player";
import { Editor, type Motion } from "@/store/editor";
import type { Journal } from "@/store/journal";
import { difference, same } from "@/store/merge";
import { Saver, type SaveState } from "@/store/saver";
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

  constructor(readonly options: BenchOptions) {
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
          this.editor.set({ seat: "following" });
        },
        leaving: () => this.leaving(),
        seen: (document, revision) => {
          this.saver.follow({ revision, document });
          this.editor.replace(document);
        },
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
    const following = new Following({ editor, table, proxy, size }, scope);
    this.parts.setState({ sight, following });
    return () => {
      scope.end();
      if (this.player === player) this.player = null;
      if (this.sight === sight) this.parts.setState({ sight: null, following: null });
    };
  }

  /** Sends everything; true when the server has it. */
  save(): Promise<boolean> {
    this.editor.settle();
    return this.saver.flush();
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
        this.tabs.tell(now.history.document, this.saver.latest.revision);
      }),
    );
    scope.listen(window, "online", () => this.saver.retry());
    scope.listen(window, "pagehide", () => void this.saver.journal());
    scope.listen(document, "visibilitychange", () => void this.saver.journal());
    scope.defer(
      onGate((gate) => {
        if (gate === "waiting") editor.set({ save: { kind: "sign-in" } });
      }),
    );
  }

  /** This tab edits now: go on from what is on this device. */
  private async seated(): Promise<void> {
    const { editor, saver, options } = this;
    let latest = saver.latest;
    if (this.wasFollowing) {
      latest = await getAnnotation(this.annotation).catch(() => latest);
      editor.replace(latest.document);
    }
    saver.start(latest);
    const entry = await options.journal.read(this.annotation);
    const isMine = entry?.user === options.user && editor.state.mayEdit;
    if (entry && isMine && !same(entry.document, latest.document)) {
      editor.replace(entry.document);
      saver.resume(entry);
      if (!this.wasFollowing) editor.set({ restored: difference(latest.document, entry.document) });
    }
    editor.set({ seat: "editing" });
    this.tabs.tell(editor.document, saver.latest.revision);
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
    if (save.kind === "saved") this.tabs?.tell(this.editor.document, this.saver.latest.revision);
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
