/** The ways to look at a frame beside its neighbour, and which frames each of them needs. */

/** `flip` shows the neighbour in the frame's place; `original` is the untouched source file. */
export type Look = "plain" | "difference" | "onion" | "flip" | "original";

/** How far away the neighbour is, in frames; negative is before. */
export const REACHES = [-1, -2, -5, 1] as const;
export type Reach = (typeof REACHES)[number];

/** How much stronger a difference is shown, as doublings. */
export const GAINS = [0, 1, 2, 3] as const;
export type Gain = (typeof GAINS)[number];

/** At most 3 flips a second may be shown to anyone (WCAG 2.3.1); by itself it makes 2.5. */
export const LEAST_FLIP_MS = 334;
export const FLIP_MS = 400;

/** The neighbour to compare `frame` with; at an end of the clip the one on its other side. */
export const neighbourOf = (frame: number, reach: number, count: number): number => {
  const wanted = frame + reach;
  if (wanted >= 0 && wanted < count) return wanted;
  return Math.min(Math.max(frame - reach, 0), count - 1);
};

/** The decoded frames that a look at `frame` is made of, the one to be hidden under last. */
export const framesOf = (
  look: Look,
  frame: number,
  reach: number,
  count: number,
): readonly number[] => {
  const neighbour = neighbourOf(frame, reach, count);
  if (look === "plain" || look === "original") return [];
  return look === "flip" ? [neighbour] : [frame, neighbour];
};

/** What is needed now, then what the next steps will need, the nearest first. */
export const around = (
  frame: number,
  reach: number,
  count: number,
  ahead: readonly number[],
): readonly number[] => {
  const frames = [0, ...ahead].flatMap((by) => {
    const at = frame + by;
    return at < 0 || at >= count ? [] : [at, neighbourOf(at, reach, count)];
  });
  return [...new Set(frames)];
};
