/** What the promotions of a project, newest first, say of the present. */
import type { Promotion } from "@/api/types";

/** The id of what was last let serve, 0 for nothing; undefined while the history is not known. */
export const servingIn = (
  promotions: readonly Promotion[] | undefined,
  project: string,
): number | undefined => {
  if (!promotions) return undefined;
  const last = promotions.find((row) => row.project === project);
  return last?.checkpoint?.id ?? 0;
};

/**
 * What rolling back would let serve: the one that served before `serving` was promoted. Null means
 * nothing of the project, undefined that there is nothing to roll back.
 */
export const beforeServing = (
  promotions: readonly Promotion[] | undefined,
  serving: number,
): Promotion["before"] | undefined =>
  promotions?.find((row) => row.kind === "promote" && row.checkpoint?.id === serving)?.before;
