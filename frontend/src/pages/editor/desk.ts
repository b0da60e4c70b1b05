/** What commands work with: the bench, the surface, and the parts of the page they can open. */
import type { Surface } from "@/canvas/surface";
import type { Trace } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { type Editor, NO_MARK } from "@/store/editor";
import { addTrace, rounded, setKeyframe } from "@/store/edits";
import { newTrace } from "@/store/trace";
import type { Dragger } from "@/timeline/dragger";
import type { Bench } from "./bench";
import type { CommentsStore } from "./comments";
import { categoryKeys, withWay } from "./keys/spelled";

/** What the page around the editor can do. */
export interface Room {
  /** A short message over the picture. */
  hint(text: string): void;
  openHelp(): void;
  /** Asks the reviewer or, in review, goes to the first question that waits. */
  ask(): void;
  turn(to: "next" | "previous"): void;
  openPalette(): void;
  /** Whether a dialog over the editor is open or was asked for. */
  isInDialog(): boolean;
  /** Runs once the dialog that is closing has given the focus back. */
  afterDialog(run: () => void): void;
  openGuideline(): void;
  openHistory(): void;
  focusExplanation(): void;
  focusStage(): void;
  submit(): void;
  skip(): void;
  accept(): void;
  giveBack(): void;
  /** Asks before every trace goes, because the verdict is "real". */
  confirmReal(): void;
  deleted(text: string): void;
  /** Says what was done, with a way to take it back that is no edit of the document. */
  undoable(text: string, undo: () => void): void;
}

export class Desk {
  surface: Surface | null = null;
  dragger: Dragger | null = null;
  /** Playing goes once through the selected trace and what is around it. */
  isAround = false;
  /** Zooms the timeline about the playhead. */
  zoomTimeline: ((factor: number) => void) | null = null;
  /** Codes of the keys that are down. */
  readonly held = new Set<string>();
  /** Takes the next drawn box instead of the document: a reviewer points at something. */
  onDrawn: ((box: Box) => void) | null = null;
  /** Copied with the keyboard, to paste at the playhead. */
  clipboard: Trace | null = null;

  constructor(
    readonly bench: Bench,
    readonly room: Room,
  ) {
    bench.editor.onLocked = () => room.hint(lockedHint());
  }

  get editor(): Editor {
    return this.bench.editor;
  }

  /** What the reviewer wrote, and what was answered. */
  get comments(): CommentsStore {
    return this.bench.comments;
  }

  get frameCount(): number {
    return this.bench.frameCount;
  }

  get isReview(): boolean {
    return this.bench.options.mode === "review";
  }

  /** Resolves when the picture has come there, or to a later wish. */
  seek = (frame: number): Promise<unknown> =>
    this.bench.player?.seek(frame) ?? Promise.resolve(frame);

  /** As far from `from` as a finger went over the stage, whose width is the whole clip. */
  scrub(from: number, share: number): void {
    const frame = from + Math.round(share * this.frameCount);
    this.seek(Math.min(Math.max(frame, 0), this.frameCount - 1));
  }

  /** The selected trace, or null with a word on what to do first. */
  needSelected(): Trace | null {
    const { selected } = this.editor;
    if (!selected)
      this.room.hint(
        this.editor.document.traces.length > 0
          ? withWay(m.editor_hint_select_first(), m.editor_way_select, SELECTING)
          : withWay(m.editor_hint_no_trace_yet(), m.editor_way_draw, { key: "draw" }),
      );
    return selected;
  }

  /** Whether edits are allowed, with the reason when they are not. */
  mayEdit(): boolean {
    const { editor } = this;
    if (editor.canEdit) return true;
    const isElsewhere = editor.state.seat !== "editing";
    this.room.hint(isElsewhere ? m.editor_hint_other_tab() : m.editor_hint_read_only());
    return false;
  }

  /** Whether this trace may be changed now, with the reason when it may not. */
  mayChange(trace: Trace): boolean {
    if (!this.mayEdit()) return false;
    const isLocked = this.editor.state.veil.locked.has(trace.id);
    if (isLocked) this.room.hint(lockedHint());
    return !isLocked;
  }

  /** The selected trace's box on screen, or null with the reason. */
  needBox(): { readonly trace: Trace; readonly box: Box } | null {
    const trace = this.needSelected();
    if (!trace) return null;
    const { frame } = this.editor.state;
    const box = isInSpan(trace, frame) ? boxAt(trace.track, frame) : null;
    if (!box) this.room.hint(m.editor_hint_no_box_here());
    return box && { trace, box };
  }

  /** A box was drawn: it fills a trace that has none, otherwise it begins a new one. */
  draw = (drawn: Box): void => {
    const box = rounded(drawn);
    const { editor, frameCount } = this;
    const { frame, selected, mark, category, lang } = editor.state;
    const waiting = editor.selected;
    editor.set({ tool: "select" });
    if (this.onDrawn) {
      this.onDrawn(box);
      return;
    }
    if (waiting && waiting.id === selected && waiting.track.length === 0) {
      editor.edit(setKeyframe(waiting.id, frame, box));
      return;
    }
    const start = mark.start ?? Math.min(frame, (mark.end ?? frameCount) - 1);
    const end = mark.end !== null && mark.end > start ? mark.end : frameCount;
    const trace = newTrace({ category, span: [start, end], track: [{ frame, box }], lang });
    if (!editor.edit(addTrace(trace))) return;
    editor.set({ mark: NO_MARK, category: null });
    editor.select(trace.id);
    if (!category) this.room.hint(m.editor_hint_choose_category({ keys: categoryKeys() }));
  };

  /** A box was moved or resized: that is a keyframe here. */
  place = (id: string, box: Box): void => {
    this.editor.edit(setKeyframe(id, this.editor.state.frame, box));
  };

  arm(tool: "draw" | "points", category: Category | null): void {
    if (!this.mayEdit()) return;
    this.editor.select(null);
    this.editor.set({ tool, category });
    void this.bench.player?.pause();
    this.room.focusStage();
    this.room.hint(tool === "points" ? m.editor_hint_points() : drawHint());
  }
}

export const isInSpan = (trace: Trace, frame: number): boolean =>
  frame >= trace.span[0] && frame < trace.span[1];

const SELECTING = { previous: "previous", next: "next" } as const;

const lockedHint = (): string =>
  withWay(m.editor_hint_is_locked(), m.editor_way_unlock, { key: "lock" });

export const drawHint = (): string =>
  withWay(m.editor_hint_draw(), m.editor_way_middle, { key: "nudge" });
