/** The person's own tasks, the newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { tasksQuery } from "@/api/tasks";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo } from "@/i18n/format";
import { skipText } from "@/i18n/names";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Poster } from "@/ui/Poster";
import { SkeletonList } from "@/ui/Skeleton";
import { TaskBadge } from "@/ui/TaskBadge";
import { clipFacts } from "../videos/facts";

export const RecentTasks = ({ project }: { readonly project: string }) => {
  const tasks = useInfiniteQuery(tasksQuery(project, { mine: true }));
  const rows = tasks.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Panel title={m.recent_title()}>
      {tasks.isPending && <SkeletonList className="flex flex-col gap-2 p-4" />}
      {tasks.isError && <ErrorPanel error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isSuccess && rows.length === 0 && (
        <EmptyState icon={ListChecks} title={m.recent_empty()} text={m.recent_empty_text()} />
      )}
      <ul>
        {rows.map((task) => (
          <li key={task.id} className="border-b border-line last:border-0">
            <Row task={task} project={project} />
          </li>
        ))}
      </ul>
      {tasks.hasNextPage && (
        <div className="flex justify-center border-t border-line p-2">
          <Button
            look="quiet"
            isPending={tasks.isFetchingNextPage}
            onPress={() => void tasks.fetchNextPage()}
          >
            {m.show_more()}
          </Button>
        </div>
      )}
    </Panel>
  );
};

const Row = ({ task, project }: { readonly task: Task; readonly project: string }) => (
  <Link
    to="/p/$project/label/$taskId"
    params={{ project, taskId: String(task.id) }}
    className="flex items-center gap-3 px-4 py-2.5 -outline-offset-2! hover:bg-hover"
  >
    <Poster url={task.video.poster_url} className="aspect-video w-18 shrink-0 rounded-sm" />
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="truncate text-13 font-medium">{m.task_number({ id: task.id })}</span>
      <span className="numeric truncate text-12 text-muted">
        {skipText(task.skip_reason, task.skip_note) || clipFacts(task.video)}
      </span>
    </span>
    {task.updated_at && (
      <span className="hidden text-12 text-muted tablet:inline">{formatAgo(task.updated_at)}</span>
    )}
    <TaskBadge state={task.state} />
  </Link>
);
