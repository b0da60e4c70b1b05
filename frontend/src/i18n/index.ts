/**
 * Messages in English and Korean.
 *
 * The files: `messages/{en,ko}.json` belong to the pages, the frame and the kit;
 * `messages/editor.{en,ko}.json` to the editor, whose keys start with `editor_`;
 * `messages/keys.{en,ko}.json` to its keys and the command palette; `messages/rules.{en,ko}.json` to the
 * guideline, the rule cards and the phrases; `messages/models.{en,ko}.json` to the pages about models.
 * `npm run messages` refuses a key or a parameter that one language lacks, then compiles
 * `src/i18n/paraglide` (not committed), typed: `m.videos_title()`, `m.editor_frame({ frame: 12 })`.
 *
 * In use: `import { m } from "@/i18n"` and call the message while rendering. The tree is rendered
 * anew when the language changes, without a reload, so never keep a rendered message in a constant
 * of a module. Server enums are keys, never display text. Korean: no variable before a particle.
 */
import { create } from "zustand";
import { m } from "./paraglide/messages.js";
import {
  type Locale,
  overwriteGetLocale,
  getLocale as storedLocale,
  setLocale as storeLocale,
} from "./paraglide/runtime.js";

export type { Locale };
export { m };

interface LocaleState {
  readonly locale: Locale;
}

const useLocaleStore = create<LocaleState>(() => ({ locale: storedLocale() }));
overwriteGetLocale(() => useLocaleStore.getState().locale);

export const LOCALES: readonly { readonly locale: Locale; readonly name: string }[] = [
  { locale: "en", name: "English" },
  { locale: "ko", name: "한국어" },
];

export const getLocale = (): Locale => useLocaleStore.getState().locale;

export const useLocale = (): Locale => useLocaleStore((state) => state.locale);

export const setLocale = (locale: Locale): void => {
  void storeLocale(locale, { reload: false });
  document.documentElement.lang = locale;
  useLocaleStore.setState({ locale });
};
