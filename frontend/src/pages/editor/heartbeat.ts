/** Keeps the lease while the clip is open, and tells how long the person has really worked. */
import { apiFetch } from "@/api/client";
import type { Scope } from "@/lib/scope";

const EVERY_MS = 60_000;
const SLICE_MS = 5_000;
/** Looking without touching anything counts as work for this long. */
const STILL_MS = 30_000;

export const keepLease = (task: number, scope: Scope): void => {
  let active = 0;
  let touched = performance.now();
  const touch = (): void => {
    touched = performance.now();
  };
  for (const type of ["pointermove", "pointerdown", "keydown", "wheel"] as const)
    scope.listen(window, type, touch, { passive: true, capture: true });
  scope.interval(SLICE_MS, () => {
    if (!document.hidden && performance.now() - touched < STILL_MS) active += SLICE_MS / 1000;
  });
  scope.interval(EVERY_MS, () => {
    if (!navigator.onLine) return;
    const seconds = active;
    active = 0;
    beat(task, seconds).catch(() => {
      active += seconds;
    });
  });
};

const beat = async (task: number, seconds: number): Promise<void> => {
  const request = new Request(`/api/v1/tasks/${task}/heartbeat/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ active_seconds: seconds }),
    credentials: "same-origin",
  });
  const response = await apiFetch(request);
  if (!response.ok) throw new Error(`heartbeat: ${response.status}`);
};
