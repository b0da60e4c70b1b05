/** Chords of keys: how they are stored, how they are printed, and which a person may choose. */
import type { Chord } from "../keymap";

/** Such as "Mod+Shift+KeyZ": the key's place on the keyboard, so that no input method matters. */
export const chordText = ({ code, mod, shift }: Chord): string =>
  `${mod ? "Mod+" : ""}${shift ? "Shift+" : ""}${code}`;

const CHORD = /^(Mod\+)?(Shift\+)?([A-Za-z0-9]+)$/;

/** Reads what `chordText` wrote; null for anything else. */
export const readChord = (text: string): Chord | null => {
  const [, mod, shift, code] = CHORD.exec(text) ?? [];
  return code ? { code, mod: Boolean(mod), shift: Boolean(shift) } : null;
};

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Escape: "Esc",
};

/** What is printed on the key of an English keyboard. */
const keyName = (code: string): string =>
  NAMES[code] ?? code.replace(/^(Key|Digit)/, "").replace(/^Numpad/, "Num ");

export const IS_MAC =
  typeof navigator !== "undefined" && /^(Mac|iP)/.test(navigator.platform ?? "");

export const printed = (chord: Chord, isMac = IS_MAC): string =>
  `${chord.mod ? (isMac ? "⌘" : "Ctrl+") : ""}${chord.shift ? "Shift+" : ""}${keyName(chord.code)}`;

const TYPED =
  /^(Key|Digit|Numpad\d|Numpad(Add|Subtract|Multiply|Divide|Decimal)|Bracket|Minus|Equal|Comma|Period|Slash|Backslash|Semicolon|Quote|Backquote|Intl)/;

/** Whether the chord alone types a letter, digit or sign (WCAG 2.1.4 is about these). */
export const typesSign = ({ code, mod }: Chord): boolean => !mod && TYPED.test(code);

const MODIFIERS = /^(Control|Shift|Alt|Meta|OS|CapsLock|Fn|NumLock|ScrollLock|Lang|Convert|Kana)/;

/** Chords that the browser keeps, or that would lock a person out: leaving, moving on, help. */
const KEPT = new Set([
  ...["Tab", "Shift+Tab", "Escape", "F1", "F5", "F6", "Shift+F6", "F11", "F12", "ContextMenu"],
  ...["T", "W", "N", "R", "Q", "L"].map((letter) => `Mod+Key${letter}`),
  ...["T", "W", "N", "R", "I", "J", "C"].map((letter) => `Mod+Shift+Key${letter}`),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `Mod+Digit${digit}`),
  ...["Mod+Minus", "Mod+Equal", "Mod+F4", "Mod+Tab"],
]);

export const isModifier = (code: string): boolean => MODIFIERS.test(code);

/** Whether a person may give this chord to a command. */
export const mayChoose = (chord: Chord): boolean =>
  chord.code !== "" && !isModifier(chord.code) && !KEPT.has(chordText(chord));
