import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { Panel } from "@/ui/Panel";
import { StackedBar } from "@/ui/StackedBar";
import { totals } from "../projects/counts";
import { taskParts } from "./task-parts";

export const ProgressPanel = ({ project }: { readonly project: Project }) => {
  const sum = totals(project);
  return (
    <Panel title={m.progress_title()}>
      <div className="flex flex-col gap-4 p-4">
        <div className="flex items-baseline justify-between gap-2">
          <span className="numeric text-24 font-semibold">
            {formatShare(sum.tasks === 0 ? 0 : sum.accepted / sum.tasks)}
          </span>
          <span className="text-13 text-muted">
            {m.progress_of({
              done: formatNumber(sum.accepted),
              all: formatNumber(sum.tasks),
            })}
          </span>
        </div>
        <StackedBar label={m.progress_of_tasks()} parts={taskParts(project)} />
      </div>
    </Panel>
  );
};
