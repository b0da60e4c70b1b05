/** Every run of the project; those that go on move before one's eyes. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { isGoing } from "@/api/exports";
import { runsQuery } from "@/api/runs";
import type { Run } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatFigure } from "@/i18n/format";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { SkeletonList } from "@/ui/Skeleton";
import { type Column, Table } from "@/ui/Table";
import { measured, valueText } from "./figures";
import { ShowMore } from "./ShowMore";
import { causeName, StateBadge, stateName } from "./states";
import { useLiveRun } from "./useLiveRun";

interface RunsPanelProps {
  readonly project: string;
  /** The button that starts one. */
  readonly start: ReactNode;
}

export const RunsPanel = ({ project, start }: RunsPanelProps) => {
  const found = useInfiniteQuery({ ...runsQuery(project), refetchInterval: LIST_EVERY_MS });
  const rows = found.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Panel title={m.models_runs_title()}>
      {found.isPending && <SkeletonList rows={3} className="flex flex-col gap-2 p-4" />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={Sparkles}
          title={m.models_runs_empty()}
          text={m.models_runs_empty_text()}
          action={start}
        />
      )}
      {rows.length > 0 && (
        <>
          <Table
            label={m.models_runs_title()}
            columns={COLUMNS()}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <ShowMore list={found} />
        </>
      )}
    </Panel>
  );
};

/** A run that somebody else or the policy starts appears without asking. */
const LIST_EVERY_MS = 15_000;

const COLUMNS = (): readonly Column<Run>[] => [
  {
    key: "run",
    title: m.models_run(),
    cell: (run) => (
      <span className="flex min-w-0 flex-col">
        <Link
          to="/p/$project/models/runs/$runId"
          params={{ project: run.project, runId: String(run.id) }}
          className="font-medium whitespace-nowrap text-accent-text hover:underline"
        >
          {m.models_run_number({ id: run.id })}
        </Link>
        {run.note && <span className="max-w-60 truncate text-12 text-muted">{run.note}</span>}
      </span>
    ),
  },
  {
    key: "state",
    title: m.models_state(),
    className: "w-44",
    cell: (run) => <LiveState run={run} />,
  },
  {
    key: "snapshot",
    title: m.models_snapshot(),
    isExtra: true,
    cell: ({ snapshot, backend }) => (
      <span className="flex max-w-44 flex-col">
        <span className="truncate">{snapshot.name}</span>
        <span className="text-12 text-muted">{backend}</span>
      </span>
    ),
  },
  {
    key: "started",
    title: m.models_started(),
    cell: (run) => (
      <span className="text-13 whitespace-nowrap text-muted">
        {formatAgo(run.created_at)} · {run.created_by ?? causeName(run.cause)}
      </span>
    ),
  },
  {
    key: "loss",
    title: m.models_figure_loss(),
    align: "end",
    cell: (run) => <LiveLoss run={run} />,
  },
  {
    key: "accuracy",
    title: m.models_figure_accuracy(),
    align: "end",
    cell: (run) => valueText(measured(run.metrics, "accuracy")),
  },
];

const LiveState = ({ run: first }: { readonly run: Run }) => {
  const run = useLiveRun(first);
  if (!isGoing(run.state)) return <StateBadge state={run.state} />;
  return (
    <Progress
      label={stateName(run.state)}
      value={run.state === "queued" ? null : run.progress}
      className="w-36"
    />
  );
};

const LiveLoss = ({ run: first }: { readonly run: Run }) => {
  const { curve } = useLiveRun(first);
  const last = curve.findLast((point) => typeof point.loss === "number")?.loss;
  return typeof last === "number" ? formatFigure(last) : "–";
};
