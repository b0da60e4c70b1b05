/** What waits for a reviewer, and the button that takes the next of it. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleHelp, ClipboardCheck } from "lucide-react";
import { useState } from "react";
import { projectQuery } from "@/api/projects";
import { tasksQuery } from "@/api/tasks";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo } from "@/i18n/format";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Poster } from "@/ui/Poster";
import { Segmented } from "@/ui/Segmented";
import { SkeletonList } from "@/ui/Skeleton";
import { TaskBadge } from "@/ui/TaskBadge";
import { LabelBadge } from "@/ui/VideoBadge";
import { StartCard } from "../home/StartCard";
import { clipFacts } from "../videos/facts";

type Shown = "submitted" | "returned" | "accepted" | "questions";

export const ReviewPage = () => (
  <RoleGate least="reviewer">
    <Review />
  </RoleGate>
);

const Review = () => {
  const slug = useProject();
  const project = useQuery(projectQuery(slug));
  const [shown, setShown] = useState<Shown>("submitted");
  return (
    <Page title={m.review_title()} lead={m.review_lead()}>
      <StartCard
        project={slug}
        purpose="review"
        count={project.data?.counts.tasks.submitted ?? 0}
        isMain
      />
      <Panel
        title={m.review_list()}
        aside={
          <Segmented<Shown>
            label={m.review_list()}
            choices={[
              { key: "submitted", text: m.part_in_review() },
              { key: "returned", text: m.part_returned() },
              { key: "accepted", text: m.part_accepted() },
              { key: "questions", text: m.review_questions() },
            ]}
            value={shown}
            onChange={setShown}
          />
        }
      >
        <TaskList key={shown} project={slug} shown={shown} />
      </Panel>
    </Page>
  );
};

const EMPTY: Readonly<Record<Shown, () => string>> = {
  submitted: m.review_empty_submitted,
  returned: m.review_empty_returned,
  accepted: m.review_empty_accepted,
  questions: m.review_empty_questions,
};

const TaskList = ({ project, shown }: { readonly project: string; readonly shown: Shown }) => {
  // Questions do not wait for the work to be handed in.
  const filter = shown === "questions" ? ({ questions: "open" } as const) : { state: shown };
  const tasks = useInfiniteQuery(tasksQuery(project, filter));
  const rows = tasks.data?.pages.flatMap((page) => page.results) ?? [];
  if (tasks.isPending) return <SkeletonList className="flex flex-col gap-2 p-4" />;
  if (tasks.isError) {
    return <ErrorPanel error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  if (rows.length === 0) {
    const text = shown === "questions" ? m.review_empty_questions_text() : m.review_empty_text();
    return <EmptyState icon={ClipboardCheck} title={EMPTY[shown]()} text={text} />;
  }
  return (
    <>
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
    </>
  );
};

const Row = ({ task, project }: { readonly task: Task; readonly project: string }) => (
  <Link
    to="/p/$project/review/$taskId"
    params={{ project, taskId: String(task.id) }}
    className="flex items-center gap-4 px-4 py-3 -outline-offset-2! hover:bg-hover"
  >
    <Poster url={task.video.poster_url} className="aspect-video w-24 shrink-0 rounded-sm" />
    <span className="flex min-w-0 flex-1 flex-col gap-0.5">
      <span className="truncate text-14 font-medium">
        {task.video.name || m.task_number({ id: task.id })}
      </span>
      <span className="numeric truncate text-12 text-muted">{clipFacts(task.video)}</span>
    </span>
    {task.open_questions > 0 && (
      <Badge tone="warn" icon={CircleHelp}>
        {m.review_asked({ count: task.open_questions })}
      </Badge>
    )}
    {task.video.label && (
      <span className="hidden laptop:inline">
        <LabelBadge label={task.video.label} />
      </span>
    )}
    {task.updated_at && (
      <span className="w-28 text-right text-12 text-muted">{formatAgo(task.updated_at)}</span>
    )}
    <TaskBadge state={task.state} />
  </Link>
);
