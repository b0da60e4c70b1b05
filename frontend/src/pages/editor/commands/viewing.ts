/** Commands about the view, the tools and leaving. */
import { unionBox } from "@/domain/track";
import { m } from "@/i18n";
import type { Desk } from "../desk";

export const fit = ({ surface }: Desk): void => surface?.fit();

export const zoomToSelection = (desk: Desk): void => {
  const trace = desk.needSelected();
  const box = trace && unionBox(trace.track, trace.span);
  if (box) desk.surface?.zoomTo(box);
};

export const chooseSelect = ({ editor }: Desk): void => editor.set({ tool: "select" });

export const drawBox = (desk: Desk): void => desk.arm("draw", desk.editor.state.category);

export const drawPoints = (desk: Desk): void => desk.arm("points", desk.editor.state.category);

/** Escape leaves one thing at a time: the gesture, nudging, the tool, then the selection. */
export const leave = (desk: Desk): void => {
  const { editor, surface, dragger } = desk;
  if (surface?.cancel() || dragger?.cancel()) return;
  const { state } = editor;
  if (state.isNudging) {
    editor.settle();
    editor.set({ isNudging: false });
  } else if (state.tool !== "select") editor.set({ tool: "select", category: null });
  else if (state.mark.start !== null || state.mark.end !== null)
    editor.set({ mark: { start: null, end: null } });
  else if (state.selected) editor.select(null);
  else desk.room.hint(m.editor_hint_nothing_to_leave());
};

export const explain = (desk: Desk): void => {
  if (desk.needSelected()) desk.room.focusExplanation();
};

export const save = (desk: Desk): void => {
  void desk.bench.save().then((isSaved) => {
    desk.room.hint(isSaved ? m.editor_hint_saved() : m.editor_hint_not_saved());
  });
};
