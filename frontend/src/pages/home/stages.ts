/** How far a video is, as the parts of a bar: the same order, names and colours everywhere. */
import type { ProjectStatistics } from "@/api/types";
import { m } from "@/i18n";
import type { Part } from "@/ui/StackedBar";

export type Stages = ProjectStatistics["videos"];
export type Stage = keyof Stages;

const LOOKS: readonly (readonly [Stage, () => string, string])[] = [
  ["accepted", m.part_accepted, "text-good"],
  ["in_review", m.part_in_review, "text-accent"],
  ["returned", m.part_returned, "text-warn"],
  ["in_work", m.stage_in_work, "text-(--line-object_splitting)"],
  ["open", m.part_open, "text-control"],
  ["aside", m.stage_aside, "text-(--line-object_merging)"],
  ["preparing", m.stage_preparing, "text-(--line-unexpected_move)"],
  ["rejected", m.stage_rejected, "text-bad"],
];

export const stageParts = (counts: Partial<Record<Stage, number>>): readonly Part[] =>
  LOOKS.filter(([key]) => key in counts).map(([key, text, colour]) => ({
    key,
    text: text(),
    count: counts[key] ?? 0,
    colour,
  }));

export const stagesOf = (row: Stages): Stages => ({
  accepted: row.accepted,
  in_review: row.in_review,
  returned: row.returned,
  in_work: row.in_work,
  open: row.open,
  aside: row.aside,
  preparing: row.preparing,
  rejected: row.rejected,
});
