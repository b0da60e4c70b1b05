/** The state of one open clip: the document with its history, and what the person looks at. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bin } from "@/api/types";
import type { Document, Trace } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import type { Span } from "@/domain/timeline";
import { type Edit, noting } from "./edits";
import { absorb, begin, commit, type History, redo, settle, touched, undo } from "./history";
import type { Keeping } from "./journal";
import type { Clash, Side } from "./merge";
import type { Restored } from "./restore";
import type { SaveState } from "./saver";
import type { Suggestion } from "./suggestions";
import type { Seat } from "./tabs";
import { NO_VEIL, type Veil } from "./veil";

export type Tool = "select" | "draw" | "points";
export type Motion = "still" | "forward" | "reverse";

/** A range marked with I and O before there is a trace; either end may be missing. */
export interface Mark {
  readonly start: number | null;
  /** Exclusive. */
  readonly end: number | null;
}

export interface EditorState {
  readonly history: History;
  readonly selected: string | null;
  /** The keyframe in focus, by frame, of the selected trace. */
  readonly keyframe: number | null;
  /** The frame on screen, confirmed by the player. */
  readonly frame: number;
  /** Whether a frame has been confirmed at all. */
  readonly isShown: boolean;
  readonly motion: Motion;
  readonly rate: number;
  readonly isLooping: boolean;
  readonly tool: Tool;
  /** Arrows move the selected box instead of the playhead. */
  readonly isNudging: boolean;
  /** The category of the next box. */
  readonly category: Category | null;
  /** The language of the next explanation, as a BCP 47 tag. */
  readonly lang: string;
  readonly mark: Mark;
  readonly areBoxesHidden: boolean;
  /** The boxes are hidden for as long as a key is held. */
  readonly isPeeking: boolean;
  readonly veil: Veil;
  /** Boxes found so far while one is followed, by frame. */
  readonly trail: ReadonlyMap<number, Box> | null;
  /** The span that an end would have if the pointer let go of it now. */
  readonly trimming: Span | null;
  /** A box, an edge or the playhead is being dragged: what need not follow waits for the end. */
  readonly isDragging: boolean;
  /** What a model suggests, decided or not. */
  readonly suggestions: readonly Suggestion[];
  /** Ids of suggestions that the person rejected. */
  readonly rejected: readonly string[];
  /** Confidences whose suggestions are not shown. */
  readonly hiddenBins: readonly Bin[];
  /** The suggestion in focus; none while a trace is selected. */
  readonly aimed: string | null;
  readonly seat: Seat;
  readonly save: SaveState;
  /** Annotations of this person that wait on this device, this one included. */
  readonly waiting: number;
  /** What came back from this device after a reload or a crash. */
  readonly restored: Restored | null;
  /** Where the latest edits are until the server has them. */
  readonly keeping: Keeping;
  /** A clash of two people's changes that waits for a decision. */
  readonly question: Question | null;
  /** False for a document that this person may read but not change. */
  readonly mayEdit: boolean;
}

export interface Question {
  readonly clashes: readonly Clash[];
  readonly mine: Document;
  readonly theirs: Document;
  answer(side: Side): void;
}

export const NO_MARK: Mark = { start: null, end: null };

export class Editor {
  readonly store: StoreApi<EditorState>;
  /** Called when an edit would have changed a locked trace. */
  onLocked: (id: string) => void = () => undefined;

  constructor(document: Document, options: { readonly lang: string; readonly mayEdit: boolean }) {
    this.store = createStore<EditorState>(() => ({
      history: begin(document),
      selected: null,
      keyframe: null,
      frame: 0,
      isShown: false,
      motion: "still",
      rate: 1,
      isLooping: false,
      tool: "select",
      isNudging: false,
      category: null,
      lang: options.lang,
      mark: NO_MARK,
      areBoxesHidden: false,
      isPeeking: false,
      veil: NO_VEIL,
      trail: null,
      trimming: null,
      isDragging: false,
      suggestions: [],
      rejected: [],
      hiddenBins: [],
      aimed: null,
      seat: "waiting",
      save: { kind: "saved", at: null },
      waiting: 0,
      restored: null,
      keeping: "device",
      question: null,
      mayEdit: options.mayEdit,
    }));
  }

  get state(): EditorState {
    return this.store.getState();
  }

  get document(): Document {
    return this.state.history.document;
  }

  get selected(): Trace | null {
    return selectedTrace(this.state);
  }

  get canEdit(): boolean {
    return canEdit(this.state);
  }

  set(change: Partial<EditorState>): void {
    this.store.setState(change);
  }

  /** One gesture, one transaction; false when nothing changed or nothing may. */
  edit(edit: Edit, key: string | null = null): boolean {
    if (!this.canEdit) return false;
    const before = this.state.history;
    const history = commit(before, noting(edit), key);
    if (history === before) return false;
    const { locked } = this.state.veil;
    const held = touched(before.document, history.document).find((id) => locked.has(id));
    if (held !== undefined) {
      this.onLocked(held);
      return false;
    }
    this.show(history);
    return true;
  }

  /** Ends a row of edits that count as one, such as typing. */
  settle(): void {
    const { history } = this.state;
    const settled = settle(history);
    if (settled !== history) this.set({ history: settled });
  }

  undo(): boolean {
    return this.travel(undo);
  }

  redo(): boolean {
    return this.travel(redo);
  }

  /** Takes in a document that holds this one's changes and others': undo leaves theirs alone. */
  absorb(document: Document): void {
    this.show(absorb(this.state.history, document));
  }

  /** A document from another tab or the journal: the past does not fit it. */
  replace(document: Document): void {
    this.show(begin(document));
  }

  select(id: string | null, keyframe: number | null = null): void {
    if (id !== this.state.selected) this.settle();
    this.set({ selected: id, keyframe, isNudging: false, ...(id === null ? {} : { aimed: null }) });
  }

  /** Brings a suggestion into focus instead of a trace. */
  aim(id: string | null): void {
    if (id !== null) this.select(null);
    this.set({ aimed: id });
  }

  private travel(by: (history: History) => History): boolean {
    if (!this.canEdit) return false;
    const before = this.state.history;
    const history = by(before);
    if (history === before) return false;
    this.show(history);
    const [first] = touched(before.document, history.document);
    if (first && history.document.traces.some((trace) => trace.id === first)) this.select(first);
    return true;
  }

  private show(history: History): void {
    const { selected } = this.state;
    const isGone = !history.document.traces.some((trace) => trace.id === selected);
    this.set(isGone ? { history, selected: null, keyframe: null, isNudging: false } : { history });
  }
}

export const canEdit = (state: EditorState): boolean => state.mayEdit && state.seat === "editing";

/** Whether the person may change this trace now. */
export const canChange = (state: EditorState, id: string): boolean =>
  canEdit(state) && !state.veil.locked.has(id);

export const areBoxesHidden = (state: EditorState): boolean =>
  state.areBoxesHidden || state.isPeeking;

export const selectedTrace = (state: EditorState): Trace | null =>
  state.history.document.traces.find((trace) => trace.id === state.selected) ?? null;
