/** What a table of keys is written with. */
import type { Binding, Chord } from "../keymap";

export type Row = Omit<Binding, "group">;

export const key = (code: string): Chord => ({ code });
export const shift = (code: string): Chord => ({ code, shift: true });
export const mod = (code: string): Chord => ({ code, mod: true });
export const modShift = (code: string): Chord => ({ code, mod: true, shift: true });

/** For keys that go on acting while they are held. */
export const repeats = true;
