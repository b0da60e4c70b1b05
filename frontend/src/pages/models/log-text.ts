/** The log of a run as a person reads it. */

/** Characters kept: the end is what one looks for. */
const KEPT = 200_000;

/** Joins a further part: lines that were written over keep their last state, old lines go. */
export const joined = (before: string, part: string): string => {
  const text = (before + part).replaceAll(/[^\n]*\r(?!\n|$)/g, "");
  if (text.length <= KEPT) return text;
  const end = text.slice(-KEPT);
  return end.slice(end.indexOf("\n") + 1);
};
