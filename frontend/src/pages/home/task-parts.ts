/** The tasks of a project by where they stand, as the parts of a bar. */
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import type { Part } from "@/ui/StackedBar";
import { totals } from "../projects/counts";

export const taskParts = (project: Pick<Project, "counts">): readonly Part[] => {
  const sum = totals(project);
  return [
    { key: "accepted", text: m.part_accepted(), count: sum.accepted, colour: "text-good" },
    { key: "review", text: m.part_in_review(), count: sum.inReview, colour: "text-accent" },
    { key: "returned", text: m.part_returned(), count: sum.returned, colour: "text-warn" },
    { key: "open", text: m.part_open(), count: sum.waiting, colour: "text-control" },
  ];
};
