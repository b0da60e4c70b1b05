/**
 * Beginnings of explanations by category, in the language of the explanation, which need not be the
 * page's. "…" is a blank to write over.
 */
import type { Category } from "@/domain/taxonomy";
import { LOCALES, type Locale, m } from "@/i18n";

type Message = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;

const PHRASES: Readonly<Record<Category, readonly Message[]>> = {
  object_distortion: [m.snippet_od_1, m.snippet_od_2, m.snippet_od_3, m.snippet_od_4],
  sudden_blurring: [m.snippet_sb_1, m.snippet_sb_2, m.snippet_sb_3],
  object_trajectory: [m.snippet_tr_1, m.snippet_tr_2, m.snippet_tr_3, m.snippet_tr_4],
  redundant_object: [m.snippet_ro_1, m.snippet_ro_2, m.snippet_ro_3],
  object_merging: [m.snippet_mg_1, m.snippet_mg_2, m.snippet_mg_3],
  object_splitting: [m.snippet_sp_1, m.snippet_sp_2, m.snippet_sp_3],
  background_distortion: [m.snippet_bd_1, m.snippet_bd_2, m.snippet_bd_3],
  object_disappearance: [m.snippet_ds_1, m.snippet_ds_2, m.snippet_ds_3],
  unexpected_move: [m.snippet_um_1, m.snippet_um_2, m.snippet_um_3],
};

/** None for a language that the program does not speak. */
export const phrasesFor = (category: Category | null, lang: string): readonly string[] => {
  const locale = LOCALES.find((each) => lang.split("-")[0] === each.locale)?.locale;
  return locale && category ? PHRASES[category].map((phrase) => phrase({}, { locale })) : [];
};

const BLANK = "…";

export interface Inserted {
  readonly text: string;
  /** What to select next, exclusive end: the first blank, else the end of the phrase. */
  readonly selection: readonly [start: number, end: number];
}

/** Puts a phrase in place of the selection, with a space where words would touch. */
export const inserted = (
  text: string,
  [start, end]: readonly [number, number],
  phrase: string,
): Inserted => {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before !== "" && !/\s$/.test(before) ? " " : "";
  const trail = after !== "" && !/^\s/.test(after) ? " " : "";
  const from = start + lead.length;
  const blank = phrase.indexOf(BLANK);
  const selection =
    blank < 0
      ? ([from + phrase.length, from + phrase.length] as const)
      : ([from + blank, from + blank + BLANK.length] as const);
  return { text: `${before}${lead}${phrase}${trail}${after}`, selection };
};
