/** A short name for addresses: lower-case letters, digits and hyphens. */
const LONGEST = 64;

/** Makes one from a title; empty when the title has no Latin letter or digit. */
export const slugFrom = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");

export const isSlug = (slug: string): boolean =>
  /^[a-z0-9][a-z0-9_-]*$/.test(slug) && slug.length <= LONGEST;
