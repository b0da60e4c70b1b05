/** Where a piece of work stands, as glyph and words, and how long it has taken. */
import {
  CircleCheckBig,
  CircleSlash,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import type { Run } from "@/api/types";
import { m } from "@/i18n";
import { Badge, type Tone } from "@/ui/Badge";

const STATES: Readonly<Record<Run["state"], readonly [Tone, LucideIcon, () => string]>> = {
  queued: ["neutral", Clock, m.models_run_queued],
  running: ["accent", LoaderCircle, m.models_run_running],
  done: ["good", CircleCheckBig, m.models_run_done],
  failed: ["bad", CircleX, m.models_run_failed],
  cancelled: ["neutral", CircleSlash, m.models_run_cancelled],
};

export const stateName = (state: Run["state"]): string => STATES[state][2]();

export const StateBadge = ({ state }: { readonly state: Run["state"] }) => {
  const [tone, icon, name] = STATES[state];
  return (
    <Badge tone={tone} icon={icon}>
      {name()}
    </Badge>
  );
};

const CAUSES: Readonly<Record<string, () => string>> = {
  person: m.models_cause_person,
  policy: m.models_cause_policy,
  demo: m.models_cause_demo,
};

export const causeName = (cause: string): string => CAUSES[cause]?.() ?? cause;
