/** Whether single letters and digits act: off for those whose speech input types them by chance. */
import { create } from "zustand";

const STORED = "telltale.editor.letters";

interface KeyboardSettings {
  readonly hasLetters: boolean;
}

export const useKeyboardSettings = create<KeyboardSettings>(() => ({
  hasLetters: localStorage.getItem(STORED) !== "off",
}));

export const setLetters = (hasLetters: boolean): void => {
  localStorage.setItem(STORED, hasLetters ? "on" : "off");
  useKeyboardSettings.setState({ hasLetters });
};
