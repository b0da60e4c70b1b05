/** A project at a glance, for who runs it: what waits, who works, how fast, and how far it is. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Film } from "lucide-react";
import { useState } from "react";
import { projectStatisticsQuery } from "@/api/statistics";
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { Button, buttonClass } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Segmented } from "@/ui/Segmented";
import { SkeletonList } from "@/ui/Skeleton";
import { toast } from "@/ui/toast";
import { AnsweredQuestions } from "./AnsweredQuestions";
import { GuidelinePanel } from "./GuidelinePanel";
import { PeoplePanel } from "./PeoplePanel";
import { ProgressCharts } from "./ProgressCharts";
import { ReturnedTasks } from "./ReturnedTasks";
import { Tiles } from "./Tiles";
import { useStart } from "./useStart";
import { WorkCharts } from "./WorkCharts";

type Days = "14" | "30" | "90";

export const ManagerHome = ({ project }: { readonly project: Project }) => {
  const [days, setDays] = useState<Days>("14");
  const found = useQuery(projectStatisticsQuery(project.slug, Number(days)));
  const isEmpty = Object.values(project.counts.videos).every((count) => count === 0);
  return (
    <Page
      title={project.name}
      lead={m.manager_lead()}
      actions={
        !isEmpty && (
          <>
            <StartButton project={project.slug} purpose="label" />
            <StartButton project={project.slug} purpose="review" />
          </>
        )
      }
    >
      {isEmpty && <FirstVideos project={project.slug} />}
      {found.isPending && <SkeletonList rows={4} rowClass="h-40" className="flex flex-col gap-6" />}
      {found.isError && (
        <Panel>
          <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
        </Panel>
      )}
      {found.data && (
        <>
          {!isEmpty && <Tiles project={project.slug} waiting={found.data.waiting} />}
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-16 font-semibold">{m.manager_work()}</h2>
            <Segmented<Days>
              label={m.manager_days()}
              choices={(["14", "30", "90"] as const).map((key) => ({
                key,
                text: m.days_count({ count: Number(key) }),
              }))}
              value={days}
              onChange={setDays}
            />
          </div>
          <PeoplePanel people={found.data.people} />
          {!isEmpty && (
            <>
              <WorkCharts pace={found.data.pace} step={found.data.step} />
              <h2 className="text-16 font-semibold">{m.manager_progress()}</h2>
              <ProgressCharts project={project.slug} found={found.data} />
            </>
          )}
        </>
      )}
      <AnsweredQuestions project={project.slug} />
      <ReturnedTasks project={project.slug} />
      <GuidelinePanel project={project} mayEdit />
    </Page>
  );
};

interface StartButtonProps {
  readonly project: string;
  readonly purpose: "label" | "review";
}

const StartButton = ({ project, purpose }: StartButtonProps) => {
  const none = purpose === "label" ? m.start_label_none : m.start_review_none;
  const start = useStart(project, purpose, () => toast("note", none()));
  return (
    <Button isPending={start.isPending} onPress={() => start.mutate()}>
      {purpose === "label" ? m.start_label() : m.start_review()}
    </Button>
  );
};

/** What a manager of an empty project does next. */
const FirstVideos = ({ project }: { readonly project: string }) => (
  <Panel>
    <EmptyState
      icon={Film}
      title={m.first_videos()}
      text={m.videos_empty_manager()}
      action={
        <Link
          to="/p/$project/videos"
          params={{ project }}
          search={{}}
          className={buttonClass("primary")}
        >
          {m.import_videos()}
        </Link>
      }
    />
  </Panel>
);
