/** The parts of an address that pages keep in its query. */
import type { VideoFilter } from "@/api/videos";

export interface VideoSearch extends VideoFilter {
  /** The video whose details are open. */
  readonly video?: number;
}

const word = (value: unknown): string | undefined =>
  typeof value === "string" && value !== ""
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

/** Keeps what it knows and drops the rest, so that old and mistyped links still open. */
export const videoSearch = (search: Record<string, unknown>): VideoSearch => {
  const found: Record<string, string | number> = {};
  for (const key of [
    "state",
    "label",
    "generator",
    "split",
    "search",
    "accepted",
    "category",
    "stage",
    "sort",
  ] as const) {
    const value = word(search[key]);
    if (value !== undefined) found[key] = value;
  }
  const video = Number(search.video);
  if (Number.isInteger(video) && video > 0) found.video = video;
  return found;
};
