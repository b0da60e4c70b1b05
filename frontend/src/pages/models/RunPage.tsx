/** One run as it learns: its curves, its state, its log, and what came of it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Ban, RotateCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { explain } from "@/api/explain";
import { isGoing } from "@/api/exports";
import { cancelRun, retryRun, runQuery } from "@/api/runs";
import { translated } from "@/api/sentences";
import { isAtLeast, useRole } from "@/api/session";
import type { Run } from "@/api/types";
import { m } from "@/i18n";
import { NotFound } from "@/routes/failures";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { Page } from "@/ui/Page";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { SkeletonList } from "@/ui/Skeleton";
import { toast } from "@/ui/toast";
import { BackLink } from "./BackLink";
import { RunCurves } from "./RunCurves";
import { RunFacts } from "./RunFacts";
import { RunLog } from "./RunLog";
import { StateBadge, stateName } from "./states";

export const RunPage = () => (
  <RoleGate least="reviewer">
    <RunDetails />
  </RoleGate>
);

const RunDetails = () => {
  const project = useProject();
  const id = Number(useParams({ strict: false }).runId);
  const found = useQuery({ ...runQuery(id), enabled: Number.isInteger(id) });
  if (!Number.isInteger(id)) return <NotFound />;
  if (found.isPending)
    return <SkeletonList rows={3} rowClass="h-40" className="flex flex-col gap-6 p-8" />;
  if (!found.data)
    return <ErrorPanel isPage error={found.error} onRetry={() => void found.refetch()} />;
  return <Shown project={project} run={found.data} />;
};

const Shown = ({ project, run }: { readonly project: string; readonly run: Run }) => {
  const mayAct = isAtLeast(useRole(project), "manager");
  const isLive = isGoing(run.state);
  const before = useRef(run.state);
  const queries = useQueryClient();
  useEffect(() => {
    if (isGoing(before.current) && !isGoing(run.state)) {
      announce(`${m.models_run_number({ id: run.id })}: ${stateName(run.state)}`);
      for (const key of ["runs", "checkpoints"])
        void queries.invalidateQueries({ queryKey: [key, project] });
    }
    before.current = run.state;
  }, [queries, run.state, run.id, project]);
  return (
    <Page
      title={m.models_run_number({ id: run.id })}
      lead={`${run.backend} · ${run.snapshot.name}${run.note ? ` · ${run.note}` : ""}`}
      actions={mayAct && <Actions run={run} />}
    >
      <BackLink project={project} />
      {isLive && (
        <Progress
          label={stateName(run.state)}
          value={run.state === "queued" ? null : run.progress}
        />
      )}
      {run.state === "failed" && run.error && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-14 text-bad">
          {translated(run.error)}
        </p>
      )}
      <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-[minmax(0,7fr)_minmax(0,4fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <RunCurves run={run} isLive={isLive} />
          <RunLog id={run.id} isLive={isLive} />
        </div>
        <Panel title={m.models_run_facts()} aside={<StateBadge state={run.state} />}>
          <RunFacts project={project} run={run} />
        </Panel>
      </div>
    </Page>
  );
};

const Actions = ({ run }: { readonly run: Run }) => {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const after = {
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["run", run.id] });
      await queries.invalidateQueries({ queryKey: ["runs", run.project] });
    },
    onError: (error: Error) => {
      setAsking(false);
      toast("error", explain(error).text);
    },
  };
  const cancel = useMutation({ mutationFn: () => cancelRun(run.id), ...after });
  const retry = useMutation({ mutationFn: () => retryRun(run.id), ...after });
  if (isGoing(run.state))
    return (
      <>
        <Button look="danger" icon={Ban} onPress={() => setAsking(true)}>
          {m.models_run_cancel()}
        </Button>
        <Confirm
          title={m.models_run_cancel_ask()}
          text={m.models_run_cancel_text()}
          confirm={m.models_run_cancel()}
          isOpen={isAsking}
          isPending={cancel.isPending}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsking(false)}
        />
      </>
    );
  if (run.state === "done") return null;
  return (
    <Button icon={RotateCw} isPending={retry.isPending} onPress={() => retry.mutate()}>
      {m.models_run_retry()}
    </Button>
  );
};
