/** How the editor shows a category: digit, code, colour, name and meaning, never colour alone. */
import { CATEGORIES, type Category } from "@/domain/taxonomy";
import { m } from "@/i18n";

export interface CategoryLook {
  readonly slug: Category | null;
  /** The key that chooses it; empty for none. */
  readonly digit: string;
  readonly code: string;
  /** A CSS value. */
  readonly colour: string;
  name(): string;
  meaning(): string;
}

type Words = readonly [name: () => string, meaning: () => string];

const WORDS: Readonly<Record<Category, Words>> = {
  object_distortion: [m.editor_category_od, m.editor_meaning_od],
  sudden_blurring: [m.editor_category_sb, m.editor_meaning_sb],
  object_trajectory: [m.editor_category_tr, m.editor_meaning_tr],
  redundant_object: [m.editor_category_ro, m.editor_meaning_ro],
  object_merging: [m.editor_category_mg, m.editor_meaning_mg],
  object_splitting: [m.editor_category_sp, m.editor_meaning_sp],
  background_distortion: [m.editor_category_bd, m.editor_meaning_bd],
  object_disappearance: [m.editor_category_ds, m.editor_meaning_ds],
  unexpected_move: [m.editor_category_um, m.editor_meaning_um],
};

export const LOOKS: readonly CategoryLook[] = CATEGORIES.map(({ slug, digit, code }) => ({
  slug,
  digit: String(digit),
  code,
  colour: `var(--category-${slug})`,
  name: WORDS[slug][0],
  meaning: WORDS[slug][1],
}));

const NONE: CategoryLook = {
  slug: null,
  digit: "",
  code: "—",
  colour: "var(--category-none)",
  name: m.editor_category_none,
  meaning: m.editor_category_none,
};

export const categoryOf = (slug: Category | null): CategoryLook =>
  LOOKS.find((each) => each.slug === slug) ?? NONE;
