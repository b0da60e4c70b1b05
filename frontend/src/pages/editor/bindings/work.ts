/** Keys for the clip as a whole, the queue and help. */
import { m } from "@/i18n";
import * as comments from "../commands/comments";
import { toRegion } from "../commands/regions";
import * as viewing from "../commands/viewing";
import { key, mod, type Row, shift } from "./row";

export const WORK: readonly Row[] = [
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
