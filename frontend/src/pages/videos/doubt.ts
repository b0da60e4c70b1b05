/** What a model makes of a video, in the words of its calibrated steps, and how far it doubts. */
import type { Prediction } from "@/api/types";
import { m } from "@/i18n";

export type Glance = Pick<Prediction, "video" | "p_fake" | "bins">;
export type Leaning = "fake" | "doubt" | "real";

/** The same thirds as the server's bins. */
export const leaningOf = (pFake: number): Leaning =>
  pFake >= 2 / 3 ? "fake" : pFake < 1 / 3 ? "real" : "doubt";

export const leaningName = (pFake: number): string => {
  const leaning = leaningOf(pFake);
  if (leaning === "fake") return m.model_says_fake();
  return leaning === "real" ? m.model_says_real() : m.model_doubts();
};

/** The newest prediction of each video; they come newest first. */
export const newestOf = (rows: readonly Glance[]): ReadonlyMap<number, Glance> => {
  const found = new Map<number, Glance>();
  for (const row of rows) if (!found.has(row.video)) found.set(row.video, row);
  return found;
};
