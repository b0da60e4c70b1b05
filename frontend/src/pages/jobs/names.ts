/** What background work is called. */
import { Ban, CircleCheckBig, CircleX, Clock, LoaderCircle, type LucideIcon } from "lucide-react";
import type { Job } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import type { Tone } from "@/ui/Badge";
import type { Imports } from "./progress";

const KINDS: Readonly<Record<Job["kind"], () => string>> = {
  prepare: m.job_prepare,
  export: m.job_export,
  draw: m.job_draw,
  train: m.job_train,
  evaluate: m.job_evaluate,
  predict: m.job_predict,
  reward: m.job_reward,
};

export const kindName = (kind: Job["kind"]): string => KINDS[kind]();

interface StateLook {
  readonly name: () => string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

export const STATES: Readonly<Record<Job["state"], StateLook>> = {
  queued: { name: m.job_queued, tone: "neutral", icon: Clock },
  running: { name: m.job_running, tone: "accent", icon: LoaderCircle },
  done: { name: m.job_done, tone: "good", icon: CircleCheckBig },
  failed: { name: m.job_failed, tone: "bad", icon: CircleX },
  cancelled: { name: m.job_cancelled, tone: "neutral", icon: Ban },
};

/** What a batch of imports came to. */
export const importsSaid = ({ done, failed, cancelled }: Imports): string =>
  [
    m.imports_done({ count: done }),
    failed > 0 && m.imports_failed({ count: formatNumber(failed) }),
    cancelled > 0 && m.imports_cancelled({ count: formatNumber(cancelled) }),
  ]
    .filter(Boolean)
    .join(" · ");
