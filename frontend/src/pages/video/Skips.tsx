/** Who put the clip aside, and why: nothing where nobody did. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { SkipForward } from "lucide-react";
import { tasksQuery } from "@/api/tasks";
import { m } from "@/i18n";
import { formatAgo } from "@/i18n/format";
import { skipText } from "@/i18n/names";
import { Panel } from "@/ui/Panel";

interface SkipsProps {
  readonly project: string;
  readonly video: number;
}

export const Skips = ({ project, video }: SkipsProps) => {
  const { data } = useInfiniteQuery(tasksQuery(project, { state: "skipped", video }));
  const tasks = data?.pages.flatMap((page) => page.results) ?? [];
  if (tasks.length === 0) return null;
  return (
    <Panel title={m.skips_title()}>
      <ul>
        {tasks.map((task) => (
          <li
            key={task.id}
            className="flex items-start gap-2 border-b border-line px-4 py-2.5 text-13 last:border-0"
          >
            <SkipForward aria-hidden size={15} className="mt-0.5 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              {skipText(task.skip_reason, task.skip_note)}
            </span>
            <span className="shrink-0 text-12 text-muted">
              {[task.assignee, task.updated_at && formatAgo(task.updated_at)]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
