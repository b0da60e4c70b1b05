/** How the picture is shown to the eye; the pixels of the clip and the overlay stay as they are. */
import { createStore } from "zustand/vanilla";

/** What brings out more than the picture shows by itself: fine local contrast, or its edges. */
export const ENHANCEMENTS = ["none", "contrast", "edges"] as const;
export type Enhancement = (typeof ENHANCEMENTS)[number];

/** Factors, 1 for unchanged; `gamma` above 1 opens the shadows. */
export interface Grade {
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
  readonly enhancement: Enhancement;
}

export const NEUTRAL: Grade = { brightness: 1, contrast: 1, gamma: 1, enhancement: "none" };

/** The least and the most of each factor. */
export const RANGES = {
  brightness: [0.2, 3],
  contrast: [0.2, 3],
  gamma: [0.3, 3],
} as const satisfies Record<string, readonly [number, number]>;

export type Tone = keyof typeof RANGES;

export const hasNeutralTone = ({ brightness, contrast, gamma }: Grade): boolean =>
  brightness === 1 && contrast === 1 && gamma === 1;

export const isNeutral = (grade: Grade): boolean =>
  hasNeutralTone(grade) && grade.enhancement === "none";

/** What becomes of a channel's value, 0 to 1: gamma first, contrast about the middle last. */
export const toned = ({ brightness, contrast, gamma }: Grade, value: number): number => {
  const bright = brightness * value ** (1 / gamma);
  return Math.min(Math.max(contrast * (bright - 0.5) + 0.5, 0), 1);
};

/** Points of the curve, evenly spaced from black to white, between which it is drawn straight. */
export const toneCurve = (grade: Grade, points = 65): readonly number[] =>
  Array.from({ length: points }, (_, index) => toned(grade, index / (points - 1)));

export const nextEnhancement = (now: Enhancement): Enhancement =>
  ENHANCEMENTS[(ENHANCEMENTS.indexOf(now) + 1) % ENHANCEMENTS.length] ?? "none";

/** Kept from clip to clip: whoever works in a dark room does so all day. */
export const gradeStore = createStore<Grade>(() => NEUTRAL);
