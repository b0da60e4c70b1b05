/**
 * Whether the person is in the middle of something: typing a word, holding a pointer down. What
 * would take the keyboard away from them waits for a pause.
 */
import { Scope } from "./scope";

/** Between two keys of somebody who types slowly, in milliseconds. */
const PAUSE_MS = 900;

let lastKey = Number.NEGATIVE_INFINITY;
let isHolding = false;

/** Watches from now on; once per page. */
export const watchHands = (scope: Scope): void => {
  const options = { passive: true, capture: true };
  const key = (): void => {
    lastKey = performance.now();
  };
  scope.listen(window, "keydown", key, options);
  scope.listen(window, "pointerdown", () => hold(true), options);
  for (const type of ["pointerup", "pointercancel", "blur"] as const)
    scope.listen(window, type, () => hold(false), options);
};

const hold = (held: boolean): void => {
  isHolding = held;
};

/** Resolves at the next pause: at once when the hands rest already. */
export const handsAtRest = (): Promise<void> =>
  new Promise((resolve) => {
    const scope = new Scope();
    const look = (): void => {
      const wait = isHolding ? PAUSE_MS : lastKey + PAUSE_MS - performance.now();
      if (wait > 0) scope.timeout(wait, look);
      else {
        scope.end();
        resolve();
      }
    };
    look();
  });
