/** The magnet of the timeline: a dragged edge lands on what it comes near. */

export interface Landmark {
  /** A boundary between frames, 0 to the frame count inclusive. */
  readonly at: number;
  readonly kind: "playhead" | "edge" | "keyframe" | "clip";
}

export interface Snap {
  readonly at: number;
  readonly landmark: Landmark | null;
}

/** The nearest landmark within `reach` (frames), otherwise the nearest boundary. */
export const snapped = (position: number, landmarks: readonly Landmark[], reach: number): Snap => {
  let best: Landmark | null = null;
  for (const landmark of landmarks) {
    const distance = Math.abs(landmark.at - position);
    if (distance <= reach && (!best || distance < Math.abs(best.at - position))) best = landmark;
  }
  return best ? { at: best.at, landmark: best } : { at: Math.round(position), landmark: null };
};
