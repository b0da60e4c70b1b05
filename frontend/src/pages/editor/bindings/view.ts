/** Keys that change what is seen. */
import { m } from "@/i18n";
import * as looking from "../commands/looking";
import * as viewing from "../commands/viewing";
import { key, modShift, type Row, repeats, shift } from "./row";

type Steps = readonly [x: number, y: number];

/** The picture goes the other way than the eye. */
const PANS: Readonly<Record<string, Steps>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const STILL: Steps = [0, 0];

export const VIEW: readonly Row[] = [
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
