/** The checkpoint that answers: what it is, how well it does, and the way back. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BrainCircuit, Undo2 } from "lucide-react";
import { useState } from "react";
import { promotionsQuery } from "@/api/checkpoints";
import type { Checkpoint } from "@/api/types";
import { m } from "@/i18n";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { Button, buttonClass } from "@/ui/Button";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { measured, SUMMARY_FIGURES, valueText } from "./figures";
import { beforeServing } from "./history";
import { RollBackDialog } from "./RollBackDialog";
import { useServing } from "./useServing";

interface ServingCardProps {
  readonly project: string;
  readonly mayAct: boolean;
}

export const ServingCard = ({ project, mayAct }: ServingCardProps) => {
  const { checkpoint, isPending, error, refetch } = useServing(project);
  return (
    <Panel title={m.models_serving_title()}>
      {isPending ? (
        <SkeletonList rows={2} rowClass="h-16" className="flex flex-col gap-2 p-4" />
      ) : error ? (
        <ErrorPanel error={error} onRetry={refetch} />
      ) : checkpoint ? (
        <Serving project={project} checkpoint={checkpoint} mayAct={mayAct} />
      ) : (
        <EmptyState
          icon={BrainCircuit}
          title={m.models_serving_empty()}
          text={m.models_serving_empty_text()}
        />
      )}
    </Panel>
  );
};

interface ServingProps extends ServingCardProps {
  readonly checkpoint: Checkpoint;
}

const Serving = ({ project, checkpoint, mayAct }: ServingProps) => {
  const [isAsking, setAsking] = useState(false);
  const promotions = useInfiniteQuery(promotionsQuery(project));
  const history = promotions.data?.pages.flatMap((page) => page.results);
  const last = history?.[0];
  const before = beforeServing(history, checkpoint.id);
  const tested = checkpoint.evaluation?.state === "done" ? checkpoint.evaluation : null;
  const metrics = tested?.metrics ?? checkpoint.metrics;
  return (
    <div className="flex flex-1 flex-col justify-between gap-4 p-4">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="flex min-w-0 flex-col gap-1">
            <span className="flex items-center gap-2">
              <span className="font-mono text-16 font-semibold">{checkpoint.name}</span>
              <Badge tone="accent">{checkpoint.backend}</Badge>
            </span>
            <span className="text-13 text-muted">
              {checkpoint.promoted_at &&
                (last?.created_by
                  ? m.models_serving_since_by({
                      date: formatDateTime(checkpoint.promoted_at),
                      name: last.created_by,
                    })
                  : m.models_serving_since({ date: formatDateTime(checkpoint.promoted_at) }))}
            </span>
          </div>
        </div>
        <dl className="grid grid-cols-3 gap-x-4 gap-y-3">
          {SUMMARY_FIGURES.map((figure) => (
            <div key={figure.key} className="flex flex-col">
              <dt className="text-12 text-muted">{figure.name()}</dt>
              <dd className="numeric text-20 font-semibold">
                {valueText(measured(metrics, figure.key))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="text-12 text-muted">
          {tested
            ? m.models_measured_on_test({ count: tested.set.videos })
            : m.models_measured_on_validation()}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/p/$project/models/checkpoints/$checkpointId"
          params={{ project, checkpointId: String(checkpoint.id) }}
          className={buttonClass("secondary")}
        >
          {m.models_evaluation_open()}
        </Link>
        {mayAct && before !== undefined && (
          <Button look="quiet" icon={Undo2} onPress={() => setAsking(true)}>
            {m.models_roll_back()}
          </Button>
        )}
      </div>
      {before !== undefined && (
        <RollBackDialog
          project={project}
          before={before?.name ?? null}
          isOpen={isAsking}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
};
