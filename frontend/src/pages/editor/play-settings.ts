/** How playing and marking behave for this person, kept on this device. */
import { create } from "zustand";

const STORED = "telltale.editor.playing";

export interface PlaySettings {
  /** How long a person takes to press a key after seeing something, in seconds. */
  readonly reaction: number;
  /** How much a loop, or playing around a trace, shows before and after it, in seconds. */
  readonly preRoll: number;
  readonly postRoll: number;
  /** Whether Shift with an arrow jumps a second instead of five frames. */
  readonly jumpsSecond: boolean;
}

export const USUAL: PlaySettings = {
  reaction: 0.2,
  preRoll: 0.5,
  postRoll: 0.5,
  jumpsSecond: false,
};

const seconds = (value: unknown, usual: number): number =>
  typeof value === "number" && value >= 0 && value <= 5 ? value : usual;

/** What was stored, with the usual value for whatever is missing or strange. */
export const readSettings = (stored: string | null): PlaySettings => {
  try {
    const data: unknown = JSON.parse(stored ?? "{}");
    const given = (typeof data === "object" && data !== null ? data : {}) as Partial<
      Record<keyof PlaySettings, unknown>
    >;
    return {
      reaction: seconds(given.reaction, USUAL.reaction),
      preRoll: seconds(given.preRoll, USUAL.preRoll),
      postRoll: seconds(given.postRoll, USUAL.postRoll),
      jumpsSecond: given.jumpsSecond === true,
    };
  } catch {
    return USUAL;
  }
};

export const usePlaySettings = create<PlaySettings>(() =>
  readSettings(localStorage.getItem(STORED)),
);

export const setPlaySettings = (change: Partial<PlaySettings>): void => {
  usePlaySettings.setState(change);
  localStorage.setItem(STORED, JSON.stringify(usePlaySettings.getState()));
};
