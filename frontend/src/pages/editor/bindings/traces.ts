/** Keys that draw boxes, change traces and decide suggestions. */
import { m } from "@/i18n";
import * as looking from "../commands/looking";
import * as marking from "../commands/marking";
import * as suggestions from "../commands/suggestions";
import * as traces from "../commands/traces";
import * as viewing from "../commands/viewing";
import type { Chord } from "../keymap";
import { key, mod, modShift, type Row, repeats, shift } from "./row";

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const digitOf = ({ code }: Chord): number => Number(code.slice(-1));

export const BOX: readonly Row[] = [
  { keys: "B", name: m.editor_key_box, chords: [key("KeyB")], run: viewing.drawBox },
  { keys: "Shift+B", name: m.editor_key_points, chords: [shift("KeyB")], run: viewing.drawPoints },
  { keys: "V", name: m.editor_key_select, chords: [key("KeyV")], run: viewing.chooseSelect },
  { keys: "Enter", name: m.editor_key_nudge, chords: [key("Enter")], run: marking.beginNudging },
  {
    keys: "M",
    name: m.editor_key_set_keyframe,
    chords: [key("KeyM")],
    run: marking.toggleKeyframe,
  },
  { keys: "C", name: m.editor_key_copy_previous, chords: [key("KeyC")], run: marking.copyPrevious },
  { keys: "Shift+C", name: m.editor_key_hold, chords: [shift("KeyC")], run: marking.holdToEnd },
  {
    keys: "Shift+X",
    name: m.editor_key_absent,
    chords: [shift("KeyX")],
    run: marking.toggleAbsent,
  },
  {
    keys: "Shift+T",
    name: m.frames_key_follow,
    chords: [shift("KeyT")],
    run: looking.followForward,
  },
  { keys: "Y", name: m.editor_key_static, chords: [key("KeyY")], run: marking.toggleStatic },
];

export const TRACE: readonly Row[] = [
  {
    keys: "1 – 9",
    name: m.editor_key_category,
    chords: DIGITS.flatMap((digit) => [key(`Digit${digit}`), key(`Numpad${digit}`)]),
    run: (desk, chord) => traces.categorize(digitOf(chord))(desk),
  },
  {
    keys: "Shift+1 – 9",
    name: m.editor_key_new,
    chords: DIGITS.map((digit) => shift(`Digit${digit}`)),
    run: (desk, chord) => traces.beginTrace(digitOf(chord))(desk),
  },
  {
    keys: "0",
    name: m.editor_key_real,
    chords: [key("Digit0"), key("Numpad0")],
    run: traces.sayReal,
  },
  {
    keys: "Shift+0",
    name: m.editor_key_unsure,
    chords: [shift("Digit0")],
    run: traces.sayUnsure,
  },
  {
    keys: "W",
    name: m.editor_key_previous,
    chords: [key("KeyW")],
    run: traces.select(-1),
    repeats,
  },
  { keys: "S", name: m.editor_key_next, chords: [key("KeyS")], run: traces.select(1), repeats },
  { keys: "T", name: m.editor_key_explain, chords: [key("KeyT")], run: viewing.explain },
  {
    keys: "Delete",
    name: m.editor_key_delete,
    chords: [key("Delete"), key("Backspace")],
    run: traces.remove,
  },
  { keys: "Ctrl+D", name: m.editor_key_duplicate, chords: [mod("KeyD")], run: traces.duplicate },
  { keys: "Ctrl+C", name: m.editor_key_copy, chords: [mod("KeyC")], run: traces.copy },
  { keys: "Ctrl+V", name: m.editor_key_paste, chords: [mod("KeyV")], run: traces.paste },
  { keys: "Ctrl+Z", name: m.editor_key_undo, chords: [mod("KeyZ")], run: traces.undo, repeats },
  {
    keys: "Ctrl+Shift+Z",
    name: m.editor_key_redo,
    chords: [modShift("KeyZ"), mod("KeyY")],
    run: traces.redo,
    repeats,
  },
];

export const SUGGEST: readonly Row[] = [
  {
    keys: "G",
    name: m.editor_key_suggestion_next,
    chords: [key("KeyG")],
    only: "label",
    run: suggestions.next,
  },
  {
    keys: "A",
    name: m.editor_key_suggestion_accept,
    chords: [key("KeyA")],
    only: "label",
    run: suggestions.accept,
  },
  {
    keys: "E",
    name: m.editor_key_suggestion_edit,
    chords: [key("KeyE")],
    only: "label",
    run: suggestions.acceptAndEdit,
  },
  {
    keys: "X",
    name: m.editor_key_suggestion_reject,
    chords: [key("KeyX")],
    only: "label",
    run: suggestions.reject,
  },
];

export const FILTER: Row = {
  keys: "Shift+G",
  name: m.editor_key_filter,
  chords: [shift("KeyG")],
  only: "label",
  run: suggestions.filterByConfidence,
};
