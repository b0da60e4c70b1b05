/**
 * The clip after this one: reserved and loaded while the person works on this one, so that going on
 * shows its first frame at once. Whoever leaves the editor gives the reserved clip back.
 */
import { apiFetch } from "@/api/client";
import { nextTask } from "@/api/tasks";
import type { FrameTable, Task } from "@/api/types";
import { Scope } from "@/lib/scope";
import { loadVideo } from "@/player/loaded";
import type { Mode } from "./bench";
import { getFrames } from "./requests";

interface Loaded {
  readonly task: Task;
  readonly table: Promise<FrameTable>;
}

interface Ahead extends Loaded {
  readonly key: string;
  /** When it was reserved, in milliseconds; its lease lasts longer than `FRESH_MS`. */
  readonly at: number;
  /** Holds what was loaded for it. */
  readonly scope: Scope;
}

const FRESH_MS = 10 * 60_000;
/** Loading waits until the clip on screen has had its share of the line. */
const PATIENCE_MS = 400;
/** The next clip follows within moments; whoever is longer away has left. */
const GRACE_MS = 1_500;
/** Loaded parts stay until the player has taken them over. */
const HANDOVER_MS = 5_000;

let ahead: Ahead | null = null;
let asking: { readonly key: string; readonly done: Promise<void> } | null = null;
let taken: Ahead | null = null;
let grace: Scope | null = null;

const keyOf = (project: string, mode: Mode): string => `${mode} ${project}`;

const isFresh = ({ at }: Ahead): boolean => performance.now() - at < FRESH_MS;

/** Reserves and loads the clip after `current`, once; ends with the scope of the page. */
export const prepareNext = (project: string, mode: Mode, current: number, scope: Scope): void => {
  const key = keyOf(project, mode);
  grace?.end();
  grace = null;
  scope.timeout(PATIENCE_MS, () => {
    if ((ahead?.key === key && isFresh(ahead)) || asking?.key === key || !navigator.onLine) return;
    asking = { key, done: reserve(project, mode, current) };
    void asking.done.finally(() => {
      asking = null;
    });
  });
  scope.listen(window, "pagehide", () => void giveBack({ isLeaving: true }));
  scope.defer(() => {
    grace = new Scope();
    grace.timeout(GRACE_MS, () => void giveBack());
  });
};

const reserve = async (project: string, mode: Mode, current: number): Promise<void> => {
  const task = await nextTask(project, mode).catch(() => null);
  // A reviewer who has seen all the others is given the present one again.
  if (!task || task.id === current) return;
  drop();
  const scope = new Scope();
  const table = getFrames(task.video.id);
  // Whoever opens the clip asks again for what could not be had now.
  table.catch(() => undefined);
  ahead = { key: keyOf(project, mode), task, table, at: performance.now(), scope };
  const { poster_url, filmstrip_url, proxy_url } = task.video;
  for (const url of [poster_url, filmstrip_url]) if (url) new Image().src = url;
  if (proxy_url) loadVideo(proxy_url, scope);
};

/** The clip to go on with: the reserved one, else whatever the queue gives now. */
export const takeNext = async (
  project: string,
  mode: Mode,
  current: number,
): Promise<Task | null> => {
  const key = keyOf(project, mode);
  if (asking?.key === key) await asking.done;
  const ready = ahead;
  if (ready?.key === key && isFresh(ready) && ready.task.id !== current) {
    ahead = null;
    taken = ready;
    ready.scope.timeout(HANDOVER_MS, () => ready.scope.end());
    return ready.task;
  }
  return nextTask(project, mode);
};

/** What was loaded ahead, for the page that opens it: once, and only if it was taken. */
export const openTaken = (id: number): Loaded | null => {
  const found = taken?.task.id === id ? taken : null;
  taken = null;
  return found;
};

const drop = (): void => {
  ahead?.scope.end();
  ahead = null;
};

/** Nobody waits for a lease to run out because somebody went home. */
const giveBack = async ({ isLeaving = false } = {}): Promise<void> => {
  const left = ahead;
  drop();
  if (!left) return;
  const request = new Request(`/api/v1/tasks/${left.task.id}/release/`, {
    method: "POST",
    credentials: "same-origin",
    keepalive: isLeaving,
  });
  await apiFetch(request).catch(() => undefined);
};
