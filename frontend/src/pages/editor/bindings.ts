/** The keyboard, one row per command. The help sheet is this table: no key acts in silence. */
import { m } from "@/i18n";
import * as comments from "./commands/comments";
import * as looking from "./commands/looking";
import * as marking from "./commands/marking";
import * as moving from "./commands/moving";
import { toRegion } from "./commands/regions";
import * as suggestions from "./commands/suggestions";
import * as traces from "./commands/traces";
import * as viewing from "./commands/viewing";
import type { Binding, Chord, Group } from "./keymap";

type Row = Omit<Binding, "group">;

const key = (code: string): Chord => ({ code });
const shift = (code: string): Chord => ({ code, shift: true });
const mod = (code: string): Chord => ({ code, mod: true });
const modShift = (code: string): Chord => ({ code, mod: true, shift: true });
const repeats = true;

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const digitOf = ({ code }: Chord): number => Number(code.slice(-1));

type Steps = readonly [x: number, y: number];

/** The picture goes the other way than the eye. */
const PANS: Readonly<Record<string, Steps>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const STILL: Steps = [0, 0];

const PLAY: readonly Row[] = [
  { keys: "Space", name: m.editor_key_play, chords: [key("Space")], run: moving.togglePlay },
  {
    keys: "J",
    name: m.editor_key_reverse,
    chords: [key("KeyJ")],
    run: moving.shuttle("reverse"),
    repeats: moving.isStepping,
  },
  { keys: "K", name: m.editor_key_stop, chords: [key("KeyK")], run: moving.stop },
  {
    keys: "L",
    name: m.editor_key_forward,
    chords: [key("KeyL")],
    run: moving.shuttle("forward"),
    repeats: moving.isStepping,
  },
  {
    keys: "Shift+J",
    name: m.editor_key_slow_reverse,
    chords: [shift("KeyJ")],
    run: moving.slowly("reverse"),
  },
  {
    keys: "Shift+L",
    name: m.editor_key_slow_forward,
    chords: [shift("KeyL")],
    run: moving.slowly("forward"),
  },
  { keys: "-", name: m.editor_key_slower, chords: [key("Minus")], run: moving.changeSpeed(-1) },
  { keys: "=", name: m.editor_key_faster, chords: [key("Equal")], run: moving.changeSpeed(1) },
  { keys: "R", name: m.editor_key_loop, chords: [key("KeyR")], run: moving.toggleLoop },
  { keys: "/", name: m.editor_key_around, chords: [key("Slash")], run: moving.playAround },
];

const TIME: readonly Row[] = [
  {
    keys: "← ,",
    name: m.editor_key_step_back,
    chords: [key("ArrowLeft"), key("Comma")],
    run: moving.step(-1),
    repeats,
  },
  {
    keys: "→ .",
    name: m.editor_key_step,
    chords: [key("ArrowRight"), key("Period")],
    run: moving.step(1),
    repeats,
  },
  {
    keys: "Shift+←",
    name: m.editor_key_jump_back,
    chords: [shift("ArrowLeft")],
    run: moving.jumpBy(-1),
    repeats,
  },
  {
    keys: "Shift+→",
    name: m.editor_key_jump,
    chords: [shift("ArrowRight")],
    run: moving.jumpBy(1),
    repeats,
  },
  {
    keys: "↑",
    name: m.editor_key_point_back,
    chords: [key("ArrowUp")],
    run: moving.toEditPoint(-1),
    repeats,
  },
  {
    keys: "↓",
    name: m.editor_key_point,
    chords: [key("ArrowDown")],
    run: moving.toEditPoint(1),
    repeats,
  },
  {
    keys: "Ctrl+←",
    name: m.editor_key_keyframe_back,
    chords: [mod("ArrowLeft")],
    run: moving.toKeyframe(-1),
    repeats,
  },
  {
    keys: "Ctrl+→",
    name: m.editor_key_keyframe,
    chords: [mod("ArrowRight")],
    run: moving.toKeyframe(1),
    repeats,
  },
  { keys: "Home", name: m.editor_key_first, chords: [key("Home")], run: moving.toEnd("first") },
  { keys: "End", name: m.editor_key_last, chords: [key("End")], run: moving.toEnd("last") },
  { keys: "I", name: m.editor_key_in, chords: [key("KeyI")], run: marking.markStart },
  { keys: "O", name: m.editor_key_out, chords: [key("KeyO")], run: marking.markEnd },
  {
    keys: "Shift+I",
    name: m.editor_key_to_in,
    chords: [shift("KeyI")],
    run: marking.toEdge("start"),
  },
  {
    keys: "Shift+O",
    name: m.editor_key_to_out,
    chords: [shift("KeyO")],
    run: marking.toEdge("end"),
  },
  {
    keys: "[ ]",
    name: m.editor_key_trim_in,
    chords: [key("BracketLeft"), key("BracketRight")],
    run: (desk, { code }) => marking.trim("start", code === "BracketLeft" ? -1 : 1)(desk),
    repeats,
  },
  {
    keys: "Shift+[ ]",
    name: m.editor_key_trim_out,
    chords: [shift("BracketLeft"), shift("BracketRight")],
    run: (desk, { code }) => marking.trim("end", code === "BracketLeft" ? -1 : 1)(desk),
    repeats,
  },
];

const BOX: readonly Row[] = [
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

const TRACE: readonly Row[] = [
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

const SUGGEST: readonly Row[] = [
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

const FILTER: Row = {
  keys: "Shift+G",
  name: m.editor_key_filter,
  chords: [shift("KeyG")],
  only: "label",
  run: suggestions.filterByConfidence,
};

const VIEW: readonly Row[] = [
  { keys: "F", name: m.editor_key_fit, chords: [key("KeyF")], run: viewing.fit },
  {
    keys: "Shift+F",
    name: m.editor_key_zoom,
    chords: [shift("KeyF")],
    run: viewing.zoomToSelection,
  },
  {
    keys: "Ctrl+Shift+←→↑↓",
    name: m.editor_key_pan,
    chords: Object.keys(PANS).map(modShift),
    run: (desk, { code }) => viewing.pan(...(PANS[code] ?? STILL))(desk),
    repeats,
  },
  {
    keys: "Shift+= Shift+-",
    name: m.editor_key_zoom_timeline,
    chords: [shift("Equal"), shift("Minus")],
    run: (desk, { code }) => viewing.zoomTimeline(code === "Equal" ? 1.5 : 1 / 1.5)(desk),
    repeats,
  },
  {
    keys: "Z",
    name: m.editor_key_loupe,
    chords: [key("KeyZ")],
    run: viewing.magnify,
    release: viewing.endMagnifying,
  },
  { keys: "U", name: m.editor_key_enhance, chords: [key("KeyU")], run: viewing.cycleEnhancement },
  {
    keys: "H",
    name: m.editor_key_hide,
    chords: [key("KeyH")],
    run: viewing.hideBoxes,
    release: viewing.unhideBoxes,
  },
  {
    keys: "Shift+H",
    name: m.editor_key_hide_trace,
    chords: [shift("KeyH")],
    run: viewing.toggleHidden,
  },
  { keys: "Q", name: m.editor_key_solo, chords: [key("KeyQ")], run: viewing.toggleSolo },
  { keys: "P", name: m.editor_key_lock, chords: [key("KeyP")], run: viewing.toggleLocked },
  {
    keys: "D",
    name: m.frames_key_difference,
    chords: [key("KeyD")],
    run: looking.toggleLook("difference"),
  },
  {
    keys: "Shift+D",
    name: m.frames_key_onion,
    chords: [shift("KeyD")],
    run: looking.toggleLook("onion"),
  },
  { keys: "`", name: m.frames_key_flip, chords: [key("Backquote")], run: looking.flip, repeats },
  { keys: "Shift+`", name: m.frames_key_blink, chords: [shift("Backquote")], run: looking.blink },
  {
    keys: "Shift+U",
    name: m.frames_key_original,
    chords: [shift("KeyU")],
    run: looking.toggleLook("original"),
  },
];

const WORK: readonly Row[] = [
  {
    keys: "Ctrl+Enter",
    name: m.editor_key_submit,
    chords: [mod("Enter")],
    only: "label",
    whileTyping: true,
    run: ({ room }) => room.submit(),
  },
  {
    keys: "N",
    name: m.editor_key_turn,
    chords: [key("KeyN")],
    run: ({ room }) => room.turn("next"),
  },
  {
    keys: "Shift+N",
    name: m.editor_key_turn_back,
    chords: [shift("KeyN")],
    run: ({ room }) => room.turn("previous"),
  },
  {
    keys: "Shift+S",
    name: m.editor_key_skip,
    chords: [shift("KeyS")],
    only: "label",
    run: (desk) => {
      if (desk.mayEdit()) desk.room.skip();
    },
  },
  {
    keys: "Shift+Q",
    name: m.editor_key_ask,
    chords: [shift("KeyQ")],
    run: ({ room }) => room.ask(),
  },
  {
    keys: "A",
    name: m.editor_key_accept,
    chords: [key("KeyA")],
    only: "review",
    run: ({ room }) => room.accept(),
  },
  {
    keys: "X",
    name: m.editor_key_return,
    chords: [key("KeyX")],
    only: "review",
    run: ({ room }) => room.giveBack(),
  },
  {
    keys: "Ctrl+K",
    name: m.keys_palette,
    chords: [mod("KeyK")],
    whileTyping: true,
    run: ({ room }) => room.openPalette(),
  },
  {
    keys: "Shift+E",
    name: m.editor_key_comment_next,
    chords: [shift("KeyE")],
    run: comments.next,
  },
  {
    keys: "Shift+A",
    name: m.editor_key_comment_done,
    chords: [shift("KeyA")],
    only: "label",
    run: comments.tick,
  },
  {
    keys: "Shift+R",
    name: m.editor_key_history,
    chords: [shift("KeyR")],
    run: ({ room }) => room.openHistory(),
  },
  {
    keys: "Shift+Y",
    name: m.editor_key_copy_link,
    chords: [shift("KeyY")],
    run: viewing.copyPlace,
  },
  {
    keys: "Ctrl+S",
    name: m.editor_key_save,
    chords: [mod("KeyS")],
    whileTyping: true,
    run: viewing.save,
  },
  {
    keys: "F6",
    name: m.editor_key_region,
    chords: [key("F6")],
    whileTyping: true,
    run: toRegion(1),
  },
  {
    keys: "Shift+F6",
    name: m.editor_key_region_back,
    chords: [shift("F6")],
    whileTyping: true,
    run: toRegion(-1),
  },
  {
    keys: "?",
    name: m.editor_key_help,
    chords: [shift("Slash"), key("F1")],
    run: ({ room }) => room.openHelp(),
  },
  { keys: "Esc", name: m.editor_key_escape, chords: [key("Escape")], run: viewing.leave },
];

const grouped = (group: Group, rows: readonly Row[]): readonly Binding[] =>
  rows.map((row) => ({ ...row, group }));

export const BINDINGS: readonly Binding[] = [
  ...grouped("play", PLAY),
  ...grouped("time", TIME),
  ...grouped("box", BOX),
  ...grouped("trace", TRACE),
  ...grouped("suggest", [...SUGGEST, FILTER]),
  ...grouped("view", VIEW),
  ...grouped("work", WORK),
];
