/** What a person asks of a training run, with defaults that finish on the machine at hand. */
import type { RunOrder } from "@/api/runs";
import type { Checkpoint } from "@/api/types";

export type Backend = "tracenet" | "mllm";

export interface Wish {
  readonly snapshot: number | null;
  readonly backend: Backend;
  readonly start: "serving" | "scratch";
  readonly minutes: number;
  readonly seed: number;
  /** Zero for all cores. */
  readonly threads: number;
  readonly gpus: number;
  /** The base model of `mllm`: a name or a folder. */
  readonly model: string;
  /** Settings of the backend, as JSON. */
  readonly settings: string;
  readonly note: string;
}

export const MINUTES: Readonly<Record<Backend, number>> = { tracenet: 10, mllm: 120 };

export const isBackend = (name: string): name is Backend => name in MINUTES;

/** What serves can be gone on from only by its own backend. */
export const mayGoOn = (backend: Backend, serving: Checkpoint | null): boolean =>
  serving?.backend === backend;

export const defaultWish = (snapshot: number | null, serving: Checkpoint | null): Wish => {
  const backend = serving && isBackend(serving.backend) ? serving.backend : "tracenet";
  return {
    snapshot,
    backend,
    start: mayGoOn(backend, serving) ? "serving" : "scratch",
    minutes: MINUTES[backend],
    seed: 0,
    threads: 0,
    gpus: backend === "mllm" ? 1 : 0,
    model: "",
    settings: "",
    note: "",
  };
};

/** The wish with another backend: what belongs to the old one goes. */
export const withBackend = (wish: Wish, backend: Backend, serving: Checkpoint | null): Wish => ({
  ...wish,
  backend,
  start: mayGoOn(backend, serving) ? wish.start : "scratch",
  minutes: wish.minutes === MINUTES[wish.backend] ? MINUTES[backend] : wish.minutes,
  gpus: backend === "mllm" ? Math.max(1, wish.gpus) : 0,
  settings: "",
});

/** The settings as an object, or null when they are none. */
export const settingsOf = (text: string): Readonly<Record<string, unknown>> | null => {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** The backend `mllm` has no model of its own to begin with. */
export const lacksModel = ({ backend, start, model }: Wish): boolean =>
  backend === "mllm" && start === "scratch" && model.trim() === "";

/** The body of the request; null while something is missing. */
export const orderOf = (project: string, wish: Wish): RunOrder | null => {
  const settings = settingsOf(wish.settings);
  if (wish.snapshot === null || !settings || lacksModel(wish)) return null;
  // A checkpoint brings its own settings and model, and refuses others.
  const isFresh = wish.start === "scratch";
  return {
    project,
    snapshot: wish.snapshot,
    backend: wish.backend,
    init: isFresh ? null : "serving",
    note: wish.note.trim(),
    config: {
      minutes: wish.minutes,
      seed: wish.seed,
      ...(wish.threads > 0 ? { threads: wish.threads } : {}),
      ...(wish.backend === "mllm" ? { gpus: wish.gpus } : {}),
      ...(isFresh && wish.backend === "mllm" && wish.model.trim()
        ? { model: wish.model.trim() }
        : {}),
      ...(isFresh && Object.keys(settings).length > 0 ? { settings } : {}),
    },
  };
};
