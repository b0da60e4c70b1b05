/** Where a person starts: the next thing to do, what came back, what was done, how far it is. */
import { useQuery } from "@tanstack/react-query";
import { projectQuery } from "@/api/projects";
import { isAtLeast, useRole } from "@/api/session";
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { NotFound } from "@/routes/failures";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Page } from "@/ui/Page";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { Skeleton, SkeletonList } from "@/ui/Skeleton";
import { totals } from "../projects/counts";
import { AnsweredQuestions } from "./AnsweredQuestions";
import { GuidelinePanel } from "./GuidelinePanel";
import { ManagerHome } from "./ManagerHome";
import { OwnWork } from "./OwnWork";
import { ProgressPanel } from "./ProgressPanel";
import { RecentTasks } from "./RecentTasks";
import { ReturnedTasks } from "./ReturnedTasks";
import { StartCard } from "./StartCard";

export const HomePage = () => (
  <RoleGate least="annotator">
    <Home />
  </RoleGate>
);

const Home = () => {
  const slug = useProject();
  const project = useQuery(projectQuery(slug));
  if (project.isPending) return <Loading />;
  if (project.isError) {
    return (
      <Page title={m.nav_tasks()}>
        <Panel>
          <ErrorPanel error={project.error} onRetry={() => void project.refetch()} />
        </Panel>
      </Page>
    );
  }
  return <Loaded project={project.data} />;
};

const Loaded = ({ project }: { readonly project: Project }) => {
  const role = useRole(project.slug);
  const sum = totals(project);
  const reviews = isAtLeast(role, "reviewer");
  if (role === null) return <NotFound />;
  if (role === "manager") return <ManagerHome project={project} />;
  return (
    <Page title={project.name} lead={m.home_lead()}>
      <div
        className={reviews ? "grid grid-cols-1 gap-4 tablet:grid-cols-2" : "grid grid-cols-1 gap-4"}
      >
        <StartCard project={project.slug} purpose="label" count={sum.waiting} isMain={!reviews} />
        {reviews && <StartCard project={project.slug} purpose="review" count={sum.inReview} />}
      </div>
      <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-[minmax(0,1fr)_300px] desktop:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-6">
          <AnsweredQuestions project={project.slug} />
          <ReturnedTasks project={project.slug} />
          <RecentTasks project={project.slug} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <OwnWork project={project.slug} />
          <ProgressPanel project={project} />
          <GuidelinePanel project={project} mayEdit={false} />
        </div>
      </div>
    </Page>
  );
};

const Loading = () => (
  <div className="mx-auto flex w-full max-w-306 flex-col gap-6 px-4 py-6 tablet:px-8">
    <Skeleton className="h-8 w-60" />
    <SkeletonList rows={2} rowClass="h-36" className="grid gap-4 tablet:grid-cols-2" />
    <Skeleton className="h-60" />
  </div>
);
