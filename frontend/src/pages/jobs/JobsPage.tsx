/** All background work of a project in one place: imports, exports, runs and the rest. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Moon } from "lucide-react";
import { useState } from "react";
import { activityQuery } from "@/api/activity";
import { exportsQuery } from "@/api/exports";
import { runsQuery } from "@/api/runs";
import type { Activity } from "@/api/types";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { Switch } from "@/ui/Switch";
import { ImportsPanel } from "./ImportsPanel";
import { JobRow } from "./JobRow";
import { setNotifying, useNotifying } from "./notify";

export const JobsPage = () => (
  <RoleGate least="manager">
    <Jobs />
  </RoleGate>
);

const Jobs = () => {
  const project = useProject();
  const found = useQuery(activityQuery(project));
  return (
    <Page title={m.jobs_title()} lead={m.jobs_lead()} actions={<NotifySwitch />}>
      {found.isPending && <SkeletonList rows={3} rowClass="h-24" className="flex flex-col gap-6" />}
      {found.isError && !found.data && (
        <Panel>
          <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
        </Panel>
      )}
      {found.data && <Shown project={project} activity={found.data} />}
    </Page>
  );
};

const TICK_MS = 1_000;

/** The time, every second while something goes on, for what is left of it. */
const useNow = (isTicking: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useScope(
    (scope) => {
      if (isTicking) scope.interval(TICK_MS, () => setNow(Date.now()));
    },
    [isTicking],
  );
  return now;
};

interface ShownProps {
  readonly project: string;
  readonly activity: Activity;
}

const Shown = ({ project, activity: { imports, going, ended } }: ShownProps) => {
  const now = useNow(going.length > 0 || (imports !== null && imports.finished_at === null));
  const isOf = (kind: string) => [...going, ...ended].some((job) => job.kind === kind);
  const runs = useInfiniteQuery({ ...runsQuery(project), enabled: isOf("train") });
  const files = useInfiniteQuery({ ...exportsQuery(project), enabled: isOf("export") });
  const runOf = new Map(
    runs.data?.pages.flatMap((page) => page.results.map((run) => [run.job, run])),
  );
  const fileOf = new Map(
    files.data?.pages.flatMap((page) => page.results.map((file) => [file.job, file])),
  );
  const row = (job: (typeof going)[number]) => (
    <li key={job.id} className="border-b border-line last:border-0">
      <JobRow job={job} now={now} run={runOf.get(job.id)} file={fileOf.get(job.id)} />
    </li>
  );
  return (
    <>
      {imports && <ImportsPanel project={project} imports={imports} now={now} />}
      <Panel title={m.jobs_going()}>
        {going.length === 0 ? (
          <EmptyState icon={Moon} title={m.jobs_none()} text={m.jobs_none_text()} />
        ) : (
          <ul>{going.map(row)}</ul>
        )}
      </Panel>
      {ended.length > 0 && (
        <Panel title={m.jobs_ended()}>
          <ul>{ended.map(row)}</ul>
        </Panel>
      )}
    </>
  );
};

const NotifySwitch = () => {
  const { isPossible, isOn, isRefused } = useNotifying();
  if (!isPossible) return null;
  return (
    <Switch
      label={m.jobs_notify()}
      {...(isRefused ? { help: m.jobs_notify_refused() } : {})}
      isDisabled={isRefused}
      isSelected={isOn}
      onChange={(wanted) => void setNotifying(wanted)}
    />
  );
};
