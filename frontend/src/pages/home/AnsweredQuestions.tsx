/** Answers that came to one's own questions: each leads to the frame that was asked about. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessageCircleReply } from "lucide-react";
import { questionsQuery } from "@/api/questions";
import { tasksQuery } from "@/api/tasks";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Panel";
import { TaskRow } from "./TaskRow";

export const AnsweredQuestions = ({ project }: { readonly project: string }) => {
  const tasks = useInfiniteQuery(tasksQuery(project, { questions: "answered", mine: true }));
  const rows = tasks.data?.pages.flatMap((page) => page.results) ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={m.answers_title()} aside={<Badge tone="good">{m.answers_new()}</Badge>}>
      <ul>
        {rows.map((task) => (
          <Answered key={task.id} task={task} project={project} />
        ))}
      </ul>
    </Panel>
  );
};

const Answered = ({ task, project }: { readonly task: Task; readonly project: string }) => {
  const { data = [] } = useQuery(questionsQuery(task.id));
  const news = data.filter(({ answer, seen }) => answer !== "" && !seen);
  return (
    <TaskRow task={task}>
      <ul className="flex flex-col gap-1.5">
        {news.map(({ id, text, frame, answer }) => (
          <li key={id}>
            <Link
              to="/p/$project/label/$taskId"
              params={{ project, taskId: String(task.id) }}
              search={frame === null ? {} : { frame }}
              className="-mx-2 flex flex-col gap-1 rounded-md px-2 py-1 text-13 hover:bg-hover"
            >
              <span className="wrap-anywhere text-muted">
                {frame !== null && (
                  <span className="numeric mr-1.5 font-medium text-text">
                    {m.at_frame({ frame: formatNumber(frame) })}
                  </span>
                )}
                {text}
              </span>
              <span className="flex gap-2">
                <MessageCircleReply aria-hidden size={15} className="mt-0.5 shrink-0 text-good" />
                <span className="min-w-0 wrap-anywhere">{answer}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </TaskRow>
  );
};
