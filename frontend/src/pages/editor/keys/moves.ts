/**
 * Keys that a person moved. The table of commands stays as it is: a pressed chord is first taken
 * back to the chord of the table that it stands for, so that nothing behind this knows of moves.
 */
import type { Binding, Chord } from "../keymap";
import { chordText, printed, readChord } from "./chords";

export type Mode = "label" | "review";

/** By the chord of the table (`idOf`): the chord that now stands for it, or null for none. */
export type Moves = Readonly<Record<string, string | null>>;

export const NO_MOVES: Moves = {};

/** One chord of one command, as the table has it. */
export interface Key {
  readonly binding: Binding;
  readonly chord: Chord;
}

/** A chord can mean one thing to an annotator and another to a reviewer. */
export const idOf = ({ binding, chord }: Key): string =>
  `${binding.only ? `${binding.only}/` : ""}${chordText(chord)}`;

const keysIn = (table: readonly Binding[], only: Mode | undefined): readonly Key[] =>
  table
    .filter((binding) => !only || !binding.only || binding.only === only)
    .flatMap((binding) => binding.chords.map((chord) => ({ binding, chord })));

/** Where the key lies now, as text; null when it was taken away. */
const placeOf = (key: Key, moves: Moves): string | null => {
  const moved = moves[idOf(key)];
  return moved === undefined ? chordText(key.chord) : moved;
};

/** The chord of the table that a pressed one stands for; null when it was moved elsewhere. */
export const meant = (
  table: readonly Binding[],
  pressed: Chord,
  mode: Mode,
  moves: Moves,
): Chord | null => {
  const text = chordText(pressed);
  const keys = keysIn(table, mode).filter((key) => moves[idOf(key)] !== undefined);
  const moved = keys.find((key) => moves[idOf(key)] === text);
  if (moved) return moved.chord;
  return keys.some((key) => chordText(key.chord) === text) ? null : pressed;
};

/** The commands that answer to `text` where `key` does too, itself left out. */
export const holdersOf = (
  table: readonly Binding[],
  moves: Moves,
  key: Key,
  text: string,
): readonly Key[] =>
  keysIn(table, key.binding.only).filter(
    (each) => idOf(each) !== idOf(key) && placeOf(each, moves) === text,
  );

/**
 * Moves a key to a chord. Whoever had it gets the old place in exchange, or none where that would
 * collide again, so that no chord ever has two meanings.
 */
export const moveKey = (
  table: readonly Binding[],
  moves: Moves,
  key: Key,
  to: string | null,
): Moves => {
  const from = placeOf(key, moves);
  const others = to === null ? [] : holdersOf(table, moves, key, to);
  let next = put(moves, key, to);
  for (const other of others) next = put(next, other, null);
  for (const other of others)
    if (from !== null && holdersOf(table, next, other, from).length === 0)
      next = put(next, other, from);
  return next;
};

/** Back to the place in the table; what lies there now gives way. */
export const resetKey = (table: readonly Binding[], moves: Moves, key: Key): Moves =>
  moveKey(table, moves, key, chordText(key.chord));

const put = (moves: Moves, key: Key, to: string | null): Moves => {
  const { [idOf(key)]: _, ...others } = moves;
  return to === chordText(key.chord) ? others : { ...others, [idOf(key)]: to };
};

/** Keys that an update of the table brought into one place with a moved one. */
export const clashes = (table: readonly Binding[], moves: Moves): ReadonlySet<string> =>
  new Set(
    keysIn(table, undefined).flatMap((key) => {
      const place = placeOf(key, moves);
      return place !== null && holdersOf(table, moves, key, place).length > 0 ? [idOf(key)] : [];
    }),
  );

/** How the keys of a command are printed now; the table's own words while none was moved. */
export const keysOf = (binding: Binding, moves: Moves): string => {
  const keys = binding.chords.map((chord) => ({ binding, chord }));
  if (!keys.some((key) => moves[idOf(key)] !== undefined)) return binding.keys;
  return (
    keys
      .map((key) => printedPlace(key, moves))
      .filter(Boolean)
      .join(" ") || "—"
  );
};

/** The key as printed where it lies now; empty when it was taken away. */
export const printedPlace = (key: Key, moves: Moves): string => {
  const place = placeOf(key, moves);
  const chord = place === null ? null : readChord(place);
  return chord ? printed(chord) : "";
};

/** Drops what fits no chord of the table any more. */
export const known = (table: readonly Binding[], moves: Moves): Moves => {
  const ids = new Set(keysIn(table, undefined).map(idOf));
  return Object.fromEntries(
    Object.entries(moves).filter(
      ([id, to]) => ids.has(id) && (to === null || readChord(to) !== null),
    ),
  );
};
