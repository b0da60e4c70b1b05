/** Finds the command of a key. Keys are matched on KeyboardEvent.code, so that Hangul mode works. */
import { BINDINGS } from "./bindings";
import type { Desk } from "./desk";

export interface Chord {
  readonly code: string;
  /** Ctrl, or Command on a Mac. */
  readonly mod?: boolean;
  readonly shift?: boolean;
}

export type Group = "play" | "time" | "box" | "trace" | "suggest" | "view" | "work";

export interface Binding {
  readonly group: Group;
  /** As printed in the help sheet. */
  readonly keys: string;
  readonly name: () => string;
  readonly chords: readonly Chord[];
  /** Keys that repeat while held, always or under a condition. */
  readonly repeats?: boolean | ((desk: Desk) => boolean);
  /** Also while typing: only for chords that type nothing. */
  readonly whileTyping?: boolean;
  /** In which mode of the editor it exists; both when absent. */
  readonly only?: "label" | "review";
  readonly run: (desk: Desk, chord: Chord) => void;
  /** Ends what `run` began when the key is let go, after this many milliseconds. */
  readonly release?: (desk: Desk, heldMs: number) => void;
}

export const bindingOf = (
  chord: Chord,
  mode: "label" | "review",
): { readonly binding: Binding; readonly chord: Chord } | null => {
  for (const binding of BINDINGS) {
    if (binding.only && binding.only !== mode) continue;
    const found = binding.chords.find((each) => sameChord(each, chord));
    if (found) return { binding, chord: found };
  }
  return null;
};

const sameChord = (a: Chord, b: Chord): boolean =>
  a.code === b.code && Boolean(a.mod) === Boolean(b.mod) && Boolean(a.shift) === Boolean(b.shift);
