/** Whether single letters and digits act: off for those whose speech input types them by chance. */
import { create } from "zustand";
import { remember, remembered } from "@/lib/remember";

const STORED = "telltale.editor.letters";

interface KeyboardSettings {
  readonly hasLetters: boolean;
}

export const useKeyboardSettings = create<KeyboardSettings>(() => ({
  hasLetters: remembered(STORED) !== "off",
}));

export const setLetters = (hasLetters: boolean): void => {
  remember(STORED, hasLetters ? "on" : "off");
  useKeyboardSettings.setState({ hasLetters });
};
