/** Keys as this person has them, for labels, hints and menus: nothing else spells a key. */
import { useCallback } from "react";
import { useKeyboardSettings } from "../keyboard-settings";
import { printed, readChord } from "./chords";
import type { Moves } from "./moves";

/** The keys that some text speaks of, by the chord of the table, as `idOf` writes it. */
export const KEYS = {
  play: "Space",
  loop: "KeyR",
  stepBack: "ArrowLeft",
  step: "ArrowRight",
  pointBack: "ArrowUp",
  point: "ArrowDown",
  start: "KeyI",
  end: "KeyO",
  select: "KeyV",
  draw: "KeyB",
  points: "Shift+KeyB",
  nudge: "Enter",
  explain: "KeyT",
  previous: "KeyW",
  next: "KeyS",
  paste: "Mod+KeyV",
  fit: "KeyF",
  enhance: "KeyU",
  solo: "KeyQ",
  hide: "Shift+KeyH",
  lock: "KeyP",
  zoomIn: "Shift+Equal",
  zoomOut: "Shift+Minus",
  difference: "KeyD",
  onion: "Shift+KeyD",
  flip: "Backquote",
  original: "Shift+KeyU",
  suggestion: "label/KeyG",
  acceptSuggestion: "label/KeyA",
  editSuggestion: "label/KeyE",
  rejectSuggestion: "label/KeyX",
  filter: "label/Shift+KeyG",
  real: "Digit0",
  ask: "Shift+KeyQ",
  comment: "Shift+KeyE",
  tickComment: "label/Shift+KeyA",
  accept: "review/KeyA",
  giveBack: "review/KeyX",
} as const;

export type Spelled = keyof typeof KEYS;

const now = (): Moves => useKeyboardSettings.getState().moves;

/** As printed on the keyboard; empty when the person took the key away. */
export const spelled = (key: Spelled, moves = now()): string => placeOf(KEYS[key], moves);

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The keys of the nine categories, such as "1 – 9" while none was moved. */
export const categoryKeys = (moves = now()): string =>
  DIGITS.every((digit) => moves[`Digit${digit}`] === undefined)
    ? "1 – 9"
    : DIGITS.map((digit) => placeOf(`Digit${digit}`, moves) || "—").join(" ");

const placeOf = (id: string, moves: Moves): string => {
  const place = moves[id];
  const chord = place === null ? null : readChord(place ?? id.replace(/^\w+\//, ""));
  return chord ? printed(chord) : "";
};

/** A label with its key behind it, such as "Play (Space)". */
export const withKey = (text: string, key: Spelled, moves = now()): string => {
  const place = spelled(key, moves);
  return place ? `${text} (${place})` : text;
};

/** What happened, and the way on by keys: left out when one of them was taken away. */
export const withWay = <Key extends string>(
  fact: string,
  way: (keys: Record<Key, string>) => string,
  keys: Readonly<Record<Key, Spelled>>,
  moves = now(),
): string => {
  const names = Object.entries(keys) as [Key, Spelled][];
  const places = names.map(([name, key]) => [name, spelled(key, moves)] as const);
  if (places.some(([, place]) => place === "")) return fact;
  return `${fact} ${way(Object.fromEntries(places) as Record<Key, string>)}`;
};

/** `withKey` for a component: follows the keys while they are moved. */
export const useKeyed = (): ((text: string, key: Spelled) => string) => {
  const moves = useKeyboardSettings((state) => state.moves);
  return useCallback((text, key) => withKey(text, key, moves), [moves]);
};
