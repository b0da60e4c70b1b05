/** Tasks that a reviewer sent back, with what was said about them. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessageSquareText } from "lucide-react";
import { taskQuery, tasksQuery } from "@/api/tasks";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { buttonClass } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import { Skeleton } from "@/ui/Skeleton";
import { TaskRow } from "./TaskRow";

export const ReturnedTasks = ({ project }: { readonly project: string }) => {
  const tasks = useInfiniteQuery(tasksQuery(project, { state: "returned", mine: true }));
  const rows = tasks.data?.pages.flatMap((page) => page.results) ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel
      title={m.returned_title()}
      aside={<Badge tone="warn">{m.returned_count({ count: rows.length })}</Badge>}
    >
      <ul>
        {rows.map((task) => (
          <Returned key={task.id} task={task} project={project} />
        ))}
      </ul>
    </Panel>
  );
};

const MOST_SHOWN = 3;

const Returned = ({ task, project }: { readonly task: Task; readonly project: string }) => {
  const whole = useQuery(taskQuery(task.id));
  const comments = whole.data?.comments ?? task.comments ?? [];
  return (
    <TaskRow task={task}>
      {whole.isPending && comments.length === 0 && <Skeleton className="h-10" />}
      <ul className="flex flex-col gap-1.5">
        {comments.slice(0, MOST_SHOWN).map((comment, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: comments never change their order.
          <li key={place} className="flex items-start gap-2 text-13 text-muted">
            <MessageSquareText aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
            <span className="min-w-0 wrap-anywhere">
              {comment.frame !== null && comment.frame !== undefined && (
                <span className="numeric mr-1.5 font-medium text-text">
                  {m.at_frame({ frame: formatNumber(comment.frame) })}
                </span>
              )}
              {comment.text}
            </span>
          </li>
        ))}
      </ul>
      {comments.length > MOST_SHOWN && (
        <span className="text-12 text-muted">
          {m.more_comments({ count: comments.length - MOST_SHOWN })}
        </span>
      )}
      <Link
        to="/p/$project/label/$taskId"
        params={{ project, taskId: String(task.id) }}
        className={`${buttonClass("secondary", "dense")} mt-1 self-start`}
      >
        {m.returned_open()}
      </Link>
    </TaskRow>
  );
};
