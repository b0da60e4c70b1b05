/** Commands about the view, the tools and leaving. */
import { gradeStore, nextEnhancement } from "@/canvas/grade";
import { unionBox } from "@/domain/track";
import { m } from "@/i18n";
import { linkTo } from "@/routes/place";
import { toggled } from "@/store/veil";
import { copyLink } from "@/ui/copy-link";
import type { Desk } from "../desk";
import { withWay } from "../keys/spelled";
import { leaveLook } from "./looking";

export const fit = ({ surface }: Desk): void => surface?.fit();

export const zoomToSelection = (desk: Desk): void => {
  const trace = desk.needSelected();
  const box = trace && unionBox(trace.track, trace.span);
  if (box) desk.surface?.zoomTo(box);
};

/** A shorter press than this keeps the boxes hidden, in milliseconds. */
const TAP_MS = 250;

export const hideBoxes = ({ editor }: Desk): void => editor.set({ isPeeking: true });

/** Held, the boxes come back; tapped, they stay hidden until the next tap. */
export const unhideBoxes = ({ editor }: Desk, heldMs: number): void => {
  const { areBoxesHidden } = editor.state;
  const isTap = heldMs < TAP_MS;
  editor.set({ isPeeking: false, areBoxesHidden: isTap ? !areBoxesHidden : areBoxesHidden });
};

export const magnify = ({ surface }: Desk): void => surface?.magnify(true);

export const endMagnifying = ({ surface }: Desk): void => surface?.magnify(false);

/** Local contrast, edges, and the picture as it is again. */
export const cycleEnhancement = ({ room }: Desk): void => {
  const enhancement = nextEnhancement(gradeStore.getState().enhancement);
  gradeStore.setState({ enhancement });
  const said = {
    none: m.editor_hint_grade_none,
    contrast: m.editor_hint_grade_contrast,
    edges: m.editor_hint_grade_edges,
  };
  room.hint(said[enhancement]());
};

const PAN = 80;

export const pan =
  (x: number, y: number) =>
  ({ surface }: Desk): void =>
    surface?.pan({ x: x * PAN, y: y * PAN });

export const zoomTimeline =
  (factor: number) =>
  (desk: Desk): void =>
    desk.zoomTimeline?.(factor);

/** Shows the selected trace alone; the next one selected is then shown instead. */
export const toggleSolo = (desk: Desk): void => {
  const { veil } = desk.editor.state;
  if (!veil.isSolo && !desk.needSelected()) return;
  desk.editor.set({ veil: { ...veil, isSolo: !veil.isSolo } });
  desk.room.hint(
    veil.isSolo
      ? m.editor_hint_solo_off()
      : withWay(m.editor_hint_solo(), m.editor_way_all, { key: "solo" }),
  );
};

export const toggleHidden = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace) return;
  const { veil } = desk.editor.state;
  const hidden = toggled(veil.hidden, trace.id);
  desk.editor.set({ veil: { ...veil, hidden } });
  desk.room.hint(
    hidden.has(trace.id)
      ? withWay(m.editor_hint_hidden(), m.editor_way_unhide, { key: "hide" })
      : m.editor_hint_unhidden(),
  );
};

export const toggleLocked = (desk: Desk): void => {
  const trace = desk.needSelected();
  if (!trace) return;
  const { veil } = desk.editor.state;
  const locked = toggled(veil.locked, trace.id);
  desk.editor.set({ veil: { ...veil, locked }, isNudging: false });
  desk.room.hint(
    locked.has(trace.id)
      ? withWay(m.editor_hint_locked(), m.editor_way_unlock, { key: "lock" })
      : m.editor_hint_unlocked(),
  );
};

export const chooseSelect = ({ editor }: Desk): void => editor.set({ tool: "select" });

export const drawBox = (desk: Desk): void => desk.arm("draw", desk.editor.state.category);

export const drawPoints = (desk: Desk): void => desk.arm("points", desk.editor.state.category);

/** Escape leaves one thing at a time: the gesture, nudging, the tool, then the selection. */
export const leave = (desk: Desk): void => {
  const { editor, surface, dragger } = desk;
  if (surface?.cancel() || dragger?.cancel() || desk.bench.following?.cancel()) return;
  const { state } = editor;
  if (state.isNudging) {
    editor.settle();
    editor.set({ isNudging: false });
  } else if (state.tool !== "select") editor.set({ tool: "select", category: null });
  else if (state.mark.start !== null || state.mark.end !== null)
    editor.set({ mark: { start: null, end: null } });
  else if (leaveLook(desk)) return;
  else if (state.selected) editor.select(null);
  else desk.room.hint(m.editor_hint_nothing_to_leave());
};

export const explain = (desk: Desk): void => {
  if (desk.needSelected()) desk.room.focusExplanation();
};

/** The address of this frame and trace, to send to somebody. */
export const copyPlace = ({ bench, editor }: Desk): void => {
  const { project, task, mode } = bench.options;
  const { frame, selected } = editor.state;
  const path = `/p/${project.slug}/${mode}/${task.id}`;
  const place = { frame, ...(selected ? { trace: selected } : {}) };
  void copyLink(linkTo(window.location.origin, path, place));
};

export const save = (desk: Desk): void => {
  void desk.bench.save().then((isSaved) => {
    desk.room.hint(isSaved ? m.editor_hint_saved() : m.editor_hint_not_saved());
  });
};
