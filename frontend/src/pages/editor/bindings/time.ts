/** Keys that play and that move the playhead. */
import { m } from "@/i18n";
import * as marking from "../commands/marking";
import * as moving from "../commands/moving";
import { key, mod, type Row, repeats, shift } from "./row";

export const PLAY: readonly Row[] = [
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

export const TIME: readonly Row[] = [
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
