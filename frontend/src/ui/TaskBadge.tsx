/** Where a task stands. */
import {
  Circle,
  CircleCheckBig,
  CircleDashed,
  CornerUpLeft,
  type LucideIcon,
  Send,
  SkipForward,
} from "lucide-react";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { Badge, type Tone } from "./Badge";

const STATES: Readonly<Record<Task["state"], readonly [Tone, LucideIcon, () => string]>> = {
  open: ["neutral", Circle, m.task_open],
  leased: ["accent", CircleDashed, m.task_leased],
  submitted: ["accent", Send, m.task_submitted],
  returned: ["warn", CornerUpLeft, m.task_returned],
  accepted: ["good", CircleCheckBig, m.task_accepted],
  skipped: ["neutral", SkipForward, m.task_skipped],
};

export const TaskBadge = ({ state }: { readonly state: Task["state"] }) => {
  const [tone, icon, name] = STATES[state];
  return (
    <Badge tone={tone} icon={icon}>
      {name()}
    </Badge>
  );
};
