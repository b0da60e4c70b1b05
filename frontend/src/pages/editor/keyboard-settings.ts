/** What a person set about the keyboard: kept on this device at once, moved keys on the server too. */
import { create } from "zustand";
import { saveKeys } from "@/api/session";
import { type Moves, NO_MOVES } from "./keys/moves";

/**
 * Single letters, digits and signs: always, only while picture or timeline have the focus, or
 * never, for those whose speech input types them by chance.
 */
export type Letters = "on" | "focus" | "off";

const LETTERS = "telltale.editor.letters";
const MOVES = "telltale.editor.keys";

interface Kept {
  readonly user: number;
  readonly moves: Moves;
  /** False until the server has them. */
  readonly isSent: boolean;
}

interface KeyboardSettings {
  readonly letters: Letters;
  readonly moves: Moves;
  readonly user: number | null;
}

const storedLetters = (): Letters => {
  const stored = localStorage.getItem(LETTERS);
  return stored === "off" || stored === "focus" ? stored : "on";
};

export const useKeyboardSettings = create<KeyboardSettings>(() => ({
  letters: storedLetters(),
  moves: NO_MOVES,
  user: null,
}));

export const setLetters = (letters: Letters): void => {
  localStorage.setItem(LETTERS, letters);
  useKeyboardSettings.setState({ letters });
};

/** Takes up a person's keys once: what this device has not sent yet, else what the server has. */
export const openKeys = (user: number, fromServer: Moves): void => {
  if (useKeyboardSettings.getState().user === user) return;
  const kept = readKept();
  const isUnsent = kept?.user === user && !kept.isSent;
  const moves = isUnsent ? kept.moves : fromServer;
  useKeyboardSettings.setState({ user, moves });
  if (isUnsent) void send(user, moves);
};

export const setMoves = (moves: Moves): void => {
  const { user } = useKeyboardSettings.getState();
  useKeyboardSettings.setState({ moves });
  if (user === null) return;
  keep({ user, moves, isSent: false });
  void send(user, moves);
};

const send = async (user: number, moves: Moves): Promise<void> => {
  try {
    await saveKeys(moves);
    if (useKeyboardSettings.getState().moves === moves) keep({ user, moves, isSent: true });
  } catch {
    // They act on this device, and go out when the editor is opened the next time.
  }
};

const keep = (kept: Kept): void => {
  try {
    localStorage.setItem(MOVES, JSON.stringify(kept));
  } catch {
    // A full device: the server has them, or this page does until it closes.
  }
};

const readKept = (): Kept | null => {
  try {
    const found = JSON.parse(localStorage.getItem(MOVES) ?? "null") as Kept | null;
    return found && typeof found.moves === "object" ? found : null;
  } catch {
    return null;
  }
};
