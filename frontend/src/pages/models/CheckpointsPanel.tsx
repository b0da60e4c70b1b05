/** Every checkpoint of the project, with its numbers, and the means to let it serve. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheckBig, Package } from "lucide-react";
import { checkpointsQuery } from "@/api/checkpoints";
import { isGoing } from "@/api/exports";
import type { Checkpoint } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { SkeletonList } from "@/ui/Skeleton";
import { type Column, Table } from "@/ui/Table";
import { EvaluateButton } from "./EvaluateButton";
import { type Figure, measured, SUMMARY_FIGURES, valueText } from "./figures";
import { PromoteButton } from "./promoting";
import { ShowMore } from "./ShowMore";
import { stateName } from "./states";
import { TestSet } from "./TestSet";

interface CheckpointsPanelProps {
  readonly project: string;
  readonly mayAct: boolean;
}

export const CheckpointsPanel = ({ project, mayAct }: CheckpointsPanelProps) => {
  const found = useInfiniteQuery(checkpointsQuery(project));
  const rows = found.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Panel
      title={m.models_checkpoints_title()}
      aside={<TestSet project={project} mayAct={mayAct} />}
    >
      {found.isPending && <SkeletonList rows={2} className="flex flex-col gap-2 p-4" />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={Package}
          title={m.models_checkpoints_empty()}
          text={m.models_checkpoints_empty_text()}
        />
      )}
      {rows.length > 0 && (
        <>
          <Table
            label={m.models_checkpoints_title()}
            columns={columnsOf(mayAct)}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <p className="border-t border-line px-4 py-2 text-12 text-muted">
            {m.models_checkpoints_figures()}
          </p>
          <ShowMore list={found} />
        </>
      )}
    </Panel>
  );
};

/** On the frozen test videos where it was measured on them, else on the snapshot's validation. */
const measuredOf = ({ evaluation, metrics }: Checkpoint) =>
  evaluation?.state === "done" ? evaluation.metrics : metrics;

/** What a narrow window does without; the evaluation page has it all. */
const EXTRA = new Set(["tiou", "auroc", "ece"]);

const figureColumn = (figure: Figure): Column<Checkpoint> => ({
  key: figure.key,
  title: figure.name(),
  align: "end",
  className: "whitespace-nowrap",
  isExtra: EXTRA.has(figure.key),
  cell: (row) => {
    const isValidation = row.evaluation?.state !== "done";
    const text = valueText(measured(measuredOf(row), figure.key));
    return isValidation ? <span className="text-muted">{text}</span> : text;
  },
});

const columnsOf = (mayAct: boolean): readonly Column<Checkpoint>[] => [
  {
    key: "name",
    title: m.models_checkpoint(),
    cell: (row) => (
      <span className="flex flex-col gap-0.5">
        <span className="flex items-center gap-2">
          <Link
            to="/p/$project/models/checkpoints/$checkpointId"
            params={{ project: row.project, checkpointId: String(row.id) }}
            className="font-mono text-13 font-medium whitespace-nowrap text-accent-text hover:underline"
          >
            {row.name}
          </Link>
          {row.serving && (
            <Badge tone="good" icon={CircleCheckBig}>
              {m.models_serving()}
            </Badge>
          )}
        </span>
        <span className="max-w-56 truncate text-12 text-muted">
          {[
            row.backend,
            row.snapshot?.name ?? m.models_trained_elsewhere(),
            formatAgo(row.created_at),
          ].join(" · ")}
        </span>
      </span>
    ),
  },
  ...SUMMARY_FIGURES.map(figureColumn),
  {
    key: "actions",
    title: m.actions(),
    isTitleHidden: true,
    align: "end",
    cell: (row) => <Actions row={row} mayAct={mayAct} />,
  },
];

const Actions = ({ row, mayAct }: { readonly row: Checkpoint; readonly mayAct: boolean }) => {
  if (row.evaluation && isGoing(row.evaluation.state))
    return (
      <Progress
        label={`${m.models_evaluation()}: ${stateName(row.evaluation.state)}`}
        value={row.evaluation.state === "queued" ? null : row.evaluation.progress}
        className="ml-auto w-40 text-left"
      />
    );
  if (!mayAct) return null;
  return (
    <span className="flex justify-end gap-2">
      {row.evaluation?.state !== "done" && <EvaluateButton row={row} />}
      {!row.serving && <PromoteButton checkpoint={row} size="dense" />}
    </span>
  );
};
