/**
 * The clip after this one: reserved and loaded while the person works on this one, so that going on
 * shows its first frame at once. Whoever leaves the editor gives the reserved clip back.
 */
import { apiFetch } from "@/api/client";
import { nextTask } from "@/api/tasks";
import type { Task } from "@/api/types";
import { Scope } from "@/lib/scope";
import type { Mode } from "./bench";
import { getFrames } from "./requests";

interface Ahead {
  readonly key: string;
  readonly task: Task;
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
  ahead = { key: keyOf(project, mode), task, at: performance.now(), scope };
  load(task, scope);
};

/** Fills the browser's cache: the frame table, the pictures, and the clip as far as it plays. */
const load = ({ video }: Task, scope: Scope): void => {
  void getFrames(video.id).catch(() => undefined);
  for (const url of [video.poster_url, video.filmstrip_url]) if (url) new Image().src = url;
  if (!video.proxy_url) return;
  const clip = document.createElement("video");
  clip.muted = true;
  clip.preload = "auto";
  clip.src = video.proxy_url;
  scope.defer(() => {
    clip.removeAttribute("src");
    clip.load();
  });
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

/** The task as it was reserved, for the page that opens it: once, and only if it was taken. */
export const openTaken = (id: number): Task | null => {
  const found = taken?.task.id === id ? taken.task : null;
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
