/** One checkpoint beside what serves, beside answers that do not look, and beside the paper. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CircleCheckBig, Gauge } from "lucide-react";
import { checkpointQuery } from "@/api/checkpoints";
import { isGoing } from "@/api/exports";
import { isAtLeast, useRole } from "@/api/session";
import type { Checkpoint, Evaluation } from "@/api/types";
import { m } from "@/i18n";
import { NotFound } from "@/routes/failures";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { SkeletonList } from "@/ui/Skeleton";
import { BackLink } from "./BackLink";
import { Breakdown } from "./Breakdown";
import { CheckpointFacts } from "./CheckpointFacts";
import { Comparison } from "./Comparison";
import { EvaluateButton } from "./EvaluateButton";
import { PromoteButton } from "./promoting";
import { Reliability } from "./Reliability";
import { stateName } from "./states";
import { useServing } from "./useServing";
import { WorstClips } from "./WorstClips";

export const CheckpointPage = () => (
  <RoleGate least="reviewer">
    <CheckpointDetails />
  </RoleGate>
);

const CheckpointDetails = () => {
  const project = useProject();
  const id = Number(useParams({ strict: false }).checkpointId);
  const found = useQuery({ ...checkpointQuery(id), enabled: Number.isInteger(id) });
  if (!Number.isInteger(id)) return <NotFound />;
  if (found.isPending)
    return <SkeletonList rows={3} rowClass="h-40" className="flex flex-col gap-6 p-8" />;
  if (!found.data)
    return <ErrorPanel isPage error={found.error} onRetry={() => void found.refetch()} />;
  return <Shown project={project} checkpoint={found.data} />;
};

interface ShownProps {
  readonly project: string;
  readonly checkpoint: Checkpoint;
}

const Shown = ({ project, checkpoint }: ShownProps) => {
  const mayAct = isAtLeast(useRole(project), "manager");
  const { evaluation } = checkpoint;
  const isMeasuring = evaluation !== null && isGoing(evaluation.state);
  return (
    <Page
      title={m.models_checkpoint_title({ name: checkpoint.name })}
      actions={
        <>
          {checkpoint.serving && (
            <Badge tone="good" icon={CircleCheckBig}>
              {m.models_serving()}
            </Badge>
          )}
          {mayAct && !isMeasuring && evaluation?.state !== "done" && (
            <EvaluateButton row={checkpoint} size="default" />
          )}
          {mayAct && !checkpoint.serving && (
            <PromoteButton checkpoint={checkpoint} look="primary" />
          )}
        </>
      }
    >
      <BackLink project={project} />
      <CheckpointFacts project={project} checkpoint={checkpoint} />
      <Measured project={project} checkpoint={checkpoint} mayAct={mayAct} />
    </Page>
  );
};

interface MeasuredProps extends ShownProps {
  readonly mayAct: boolean;
}

const Measured = ({ project, checkpoint, mayAct }: MeasuredProps) => {
  const { evaluation } = checkpoint;
  if (!evaluation)
    return (
      <Panel>
        <EmptyState
          icon={Gauge}
          title={m.models_evaluation_none()}
          text={m.models_evaluation_none_text()}
          action={mayAct && <EvaluateButton row={checkpoint} size="default" />}
        />
      </Panel>
    );
  if (isGoing(evaluation.state))
    return (
      <Panel className="p-4">
        <Progress
          label={`${m.models_evaluation()}: ${stateName(evaluation.state)}`}
          value={evaluation.state === "queued" ? null : evaluation.progress}
        />
      </Panel>
    );
  if (evaluation.state !== "done")
    return (
      <Panel>
        <EmptyState
          icon={Gauge}
          title={m.models_evaluation_failed()}
          text={evaluation.error || m.models_evaluation_none_text()}
          action={mayAct && <EvaluateButton row={checkpoint} size="default" />}
        />
      </Panel>
    );
  return <Results project={project} checkpoint={checkpoint} evaluation={evaluation} />;
};

interface ResultsProps extends ShownProps {
  readonly evaluation: Evaluation;
}

const Results = ({ project, checkpoint, evaluation }: ResultsProps) => {
  const listed = useServing(project).checkpoint;
  // Lists leave the details out.
  const fetched = useQuery({ ...checkpointQuery(listed?.id ?? 0), enabled: listed !== null });
  const serving = fetched.data ?? listed;
  const other =
    serving && serving.id !== checkpoint.id && serving.evaluation?.state === "done"
      ? serving.evaluation
      : null;
  // Numbers on another set would compare nothing.
  const beside = other?.set.id === evaluation.set.id ? other : null;
  const details = evaluation.details ?? {};
  return (
    <>
      <Comparison
        evaluation={evaluation}
        serving={beside}
        isServing={checkpoint.serving}
        isElsewhere={other !== null && beside === null}
      />
      <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-[minmax(0,7fr)_minmax(0,4fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Breakdown
            title={m.models_per_category()}
            kind="category"
            rows={details.per_category ?? []}
            beside={beside?.details?.per_category ?? []}
          />
          <Breakdown
            title={m.models_per_generator()}
            kind="generator"
            rows={details.per_generator ?? []}
            beside={beside?.details?.per_generator ?? []}
          />
        </div>
        <Reliability bins={details.reliability ?? []} />
      </div>
      <WorstClips project={project} clips={details.worst ?? []} />
    </>
  );
};
