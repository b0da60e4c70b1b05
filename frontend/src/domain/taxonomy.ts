/** The nine kinds of telltale trace and how people meet them: digit, code and colour. */

export const CATEGORY_SLUGS = [
  "object_distortion",
  "sudden_blurring",
  "object_trajectory",
  "redundant_object",
  "object_merging",
  "object_splitting",
  "background_distortion",
  "object_disappearance",
  "unexpected_move",
] as const;

export type Category = (typeof CATEGORY_SLUGS)[number];

export interface CategoryInfo {
  readonly slug: Category;
  /** The key that chooses it, 1 to 9. */
  readonly digit: number;
  /** Two letters that tell it apart without colour. */
  readonly code: string;
  /** On the video and on the dark page; chips of both themes carry black text on it. */
  readonly dark: string;
  /** Lines and charts on the light page. */
  readonly light: string;
}

// The colours stay apart under protan, deutan and tritan sight; darker by eye, they would not.
const LOOKS: Readonly<Record<Category, readonly [code: string, dark: string, light: string]>> = {
  object_distortion: ["OD", "#FBD509", "#AD8F2A"],
  sudden_blurring: ["SB", "#26DAFE", "#17A1C8"],
  object_trajectory: ["TR", "#E22E7E", "#53063C"],
  redundant_object: ["RO", "#9A57F0", "#7436E3"],
  object_merging: ["MG", "#DF917C", "#72564E"],
  object_splitting: ["SP", "#008D89", "#0A6A75"],
  background_distortion: ["BD", "#807E30", "#2E3017"],
  object_disappearance: ["DS", "#D3FAB4", "#566E09"],
  unexpected_move: ["UM", "#BABABA", "#929292"],
};

/** What is known of one category. */
export const infoOf = (slug: Category): CategoryInfo => {
  const [code, dark, light] = LOOKS[slug];
  return { slug, digit: CATEGORY_SLUGS.indexOf(slug) + 1, code, dark, light };
};

/** All nine, in the order of their digits. */
export const CATEGORIES: readonly CategoryInfo[] = CATEGORY_SLUGS.map(infoOf);

/** The category a digit key chooses, if any. */
export const categoryOfDigit = (digit: number): Category | undefined => CATEGORY_SLUGS[digit - 1];

export const isCategory = (value: unknown): value is Category =>
  CATEGORY_SLUGS.some((slug) => slug === value);
