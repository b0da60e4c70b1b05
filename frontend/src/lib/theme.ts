/** The theme that a person chose; `system` follows the machine, which may ask for more contrast. */
import { create } from "zustand";
import { remember } from "./storage";

const NAMED = ["dark", "light", "contrast"] as const;

export type Theme = "system" | (typeof NAMED)[number];

const KEY = "telltale.theme";

const stored = (): Theme => {
  const found = localStorage.getItem(KEY);
  return NAMED.find((theme) => theme === found) ?? "system";
};

const apply = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};

const useThemeStore = create<{ readonly theme: Theme }>(() => ({ theme: "system" }));

export const useTheme = (): Theme => useThemeStore((state) => state.theme);

/** Takes up the stored choice; call once before the first render. */
export const restoreTheme = (): void => {
  const theme = stored();
  apply(theme);
  useThemeStore.setState({ theme });
};

export const setTheme = (theme: Theme): void => {
  remember(KEY, theme);
  apply(theme);
  useThemeStore.setState({ theme });
};
