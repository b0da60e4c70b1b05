/** Commands on whole traces: choose, name, copy, delete. */

import { castDraft } from "immer";
import type { Trace } from "@/domain/document";
import { categoryOfDigit } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import * as edits from "@/store/edits";
import type { Desk } from "../desk";
import { withWay } from "../keys/spelled";

export const select =
  (by: -1 | 1) =>
  (desk: Desk): void => {
    const { traces } = desk.editor.document;
    if (traces.length === 0) desk.room.hint(m.editor_hint_no_traces());
    const now = traces.findIndex((trace) => trace.id === desk.editor.state.selected);
    const next = now < 0 ? (by > 0 ? 0 : traces.length - 1) : wrap(now + by, traces.length);
    const trace = traces[next];
    if (trace) reveal(desk, trace);
  };

/** Selects a trace and shows a frame where it can be seen. */
export const reveal = (desk: Desk, trace: Trace): void => {
  desk.editor.select(trace.id);
  const { frame } = desk.editor.state;
  if (frame < trace.span[0] || frame >= trace.span[1]) desk.seek(trace.span[0]);
};

export const categorize =
  (digit: number) =>
  (desk: Desk): void => {
    const category = categoryOfDigit(digit);
    if (!category || !desk.mayEdit()) return;
    const { editor } = desk;
    const name = categoryOf(category).name();
    const trace = editor.selected;
    if (trace) {
      editor.edit(edits.setCategory(trace.id, category));
      return;
    }
    editor.set({ category });
    desk.room.hint(
      withWay(m.editor_hint_next_box({ category: name }), m.editor_way_draw, { key: "draw" }),
    );
  };

export const beginTrace =
  (digit: number) =>
  (desk: Desk): void => {
    const category = categoryOfDigit(digit);
    if (category) desk.arm("draw", category);
  };

/** The keyframe in focus, otherwise the trace. */
export const remove = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayChange(trace)) return;
  const { keyframe } = desk.editor.state;
  if (keyframe !== null && desk.editor.edit(edits.removeKeyframe(trace.id, keyframe))) {
    desk.editor.select(trace.id);
    desk.room.deleted(m.editor_deleted_keyframe({ frame: keyframe }));
    return;
  }
  removeTrace(desk, trace);
};

export const removeTrace = (desk: Desk, trace: Trace): void => {
  if (!desk.mayEdit()) return;
  if (desk.editor.edit(edits.removeTrace(trace.id)))
    desk.room.deleted(m.editor_deleted_trace({ category: categoryOf(trace.category).name() }));
};

export const duplicate = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace || !desk.mayEdit()) return;
  const copy = { ...trace, id: crypto.randomUUID() };
  if (desk.editor.edit(edits.addTrace(copy))) desk.editor.select(copy.id);
};

export const copy = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace) return;
  desk.clipboard = trace;
  desk.room.hint(withWay(m.editor_hint_copied(), m.editor_way_paste, { key: "paste" }));
};

/** Pastes at the playhead: span and keyframes move there together. */
export const paste = (desk: Desk): void => {
  const { clipboard, editor, frameCount } = desk;
  if (!clipboard) desk.room.hint(m.editor_hint_nothing_copied());
  if (!clipboard || !desk.mayEdit()) return;
  const id = crypto.randomUUID();
  const by = editor.state.frame - clipboard.span[0];
  const isPasted = editor.edit((draft) => {
    draft.traces.push(castDraft({ ...clipboard, id }));
    edits.shift(id, by, frameCount)(draft);
  });
  if (isPasted) editor.select(id);
};

export const undo = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  if (!desk.editor.undo()) desk.room.hint(m.editor_hint_nothing_to_undo());
};

export const redo = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  if (!desk.editor.redo()) desk.room.hint(m.editor_hint_nothing_to_redo());
};

export const sayReal = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  if (desk.editor.document.traces.length > 0) desk.room.confirmReal();
  else {
    desk.editor.edit(edits.setVerdict("real"));
    desk.room.hint(m.editor_hint_real());
  }
};

/** Not sure either way: traces may stand, as what makes one doubt. */
export const sayUnsure = (desk: Desk): void => {
  if (!desk.mayEdit()) return;
  desk.editor.edit(edits.setVerdict("unsure"));
  desk.room.hint(m.editor_hint_unsure());
};

const wrap = (index: number, length: number): number => (index + length) % length;
