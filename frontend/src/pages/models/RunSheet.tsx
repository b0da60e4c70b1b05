/** Starts a training run: few questions with sane answers, the rest folded away. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Play, Snowflake } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { startRun } from "@/api/runs";
import { snapshotsQuery } from "@/api/snapshots";
import type { Checkpoint, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo } from "@/i18n/format";
import { Button, buttonClass } from "@/ui/Button";
import { Sheet } from "@/ui/Dialog";
import { NumberField } from "@/ui/NumberField";
import { EmptyState, ErrorPanel, InlineError } from "@/ui/Panel";
import { RadioCards } from "@/ui/RadioCards";
import { Select } from "@/ui/Select";
import { SkeletonList } from "@/ui/Skeleton";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { AdvancedFields } from "./AdvancedFields";
import {
  type Backend,
  defaultWish,
  lacksModel,
  mayGoOn,
  orderOf,
  type Wish,
  withBackend,
} from "./run-order";
import { SnapshotCheck } from "./SnapshotCheck";
import { useServing } from "./useServing";

interface RunSheetProps {
  readonly project: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const RunSheet = ({ project, isOpen, onClose }: RunSheetProps) => {
  const form = useId();
  const snapshots = useInfiniteQuery({ ...snapshotsQuery(project), enabled: isOpen });
  const serving = useServing(project);
  const rows = snapshots.data?.pages.flatMap((page) => page.results) ?? [];
  const isReady = snapshots.isSuccess && !serving.isPending;
  const [isBusy, setBusy] = useState(false);
  return (
    <Sheet
      title={m.models_run_start()}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{m.cancel()}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            icon={Play}
            isDisabled={!isReady || rows.length === 0}
            isPending={isBusy}
          >
            {m.models_run_start()}
          </Button>
        </>
      }
    >
      {snapshots.isError ? (
        <ErrorPanel error={snapshots.error} onRetry={() => void snapshots.refetch()} />
      ) : !isReady ? (
        <SkeletonList rows={4} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={Snowflake}
          title={m.models_snapshots_none()}
          text={m.models_snapshots_none_text()}
          action={
            <Link
              to="/p/$project/snapshots"
              params={{ project }}
              className={buttonClass("secondary")}
            >
              {m.models_snapshots_open()}
            </Link>
          }
        />
      ) : (
        <RunForm
          id={form}
          project={project}
          snapshots={rows}
          serving={serving.checkpoint}
          onBusy={setBusy}
          onDone={onClose}
        />
      )}
    </Sheet>
  );
};

interface RunFormProps {
  readonly id: string;
  readonly project: string;
  readonly snapshots: readonly Snapshot[];
  readonly serving: Checkpoint | null;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onDone: () => void;
}

const RunForm = ({ id, project, snapshots, serving, onBusy, onDone }: RunFormProps) => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [wish, setWish] = useState<Wish>(() => defaultWish(snapshots[0]?.id ?? null, serving));
  const set = (change: Partial<Wish>): void => setWish((before) => ({ ...before, ...change }));
  const order = orderOf(project, wish);
  const [hasTried, setTried] = useState(false);
  const start = useMutation({
    mutationFn: startRun,
    onMutate: () => onBusy(true),
    onSettled: () => onBusy(false),
    onSuccess: async (run) => {
      onDone();
      toast("done", m.models_run_queued_said());
      void queries.invalidateQueries({ queryKey: ["runs", project] });
      await navigate({
        to: "/p/$project/models/runs/$runId",
        params: { project, runId: String(run.id) },
      });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (order) start.mutate(order);
  };
  const chosen = snapshots.find((row) => row.id === wish.snapshot);
  const mayContinue = mayGoOn(wish.backend, serving);
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-5">
      <Select
        label={m.models_snapshot()}
        help={m.models_run_snapshot_help()}
        choices={snapshots.map((row) => ({
          key: String(row.id),
          text: row.name,
          detail: `${m.videos_count({ count: row.videos })} · ${formatAgo(row.created_at)}`,
        }))}
        value={String(wish.snapshot)}
        onChange={(key) => set({ snapshot: Number(key) })}
      />
      {chosen && <SnapshotCheck snapshot={chosen} />}
      <RadioCards<Backend>
        label={m.models_backend()}
        choices={[
          { key: "tracenet", text: "tracenet", detail: m.models_backend_tracenet_text() },
          { key: "mllm", text: "mllm", detail: m.models_backend_mllm_text() },
        ]}
        value={wish.backend}
        onChange={(backend) => setWish((before) => withBackend(before, backend, serving))}
      />
      <Select<Wish["start"]>
        label={m.models_run_begin()}
        help={mayContinue ? m.models_run_begin_help() : m.models_run_begin_none()}
        isDisabled={!mayContinue}
        choices={[
          ...(mayContinue && serving
            ? [
                {
                  key: "serving" as const,
                  text: m.models_run_begin_serving({ name: serving.name }),
                },
              ]
            : []),
          { key: "scratch", text: m.models_run_begin_scratch() },
        ]}
        value={wish.start}
        onChange={(key) => set({ start: key })}
      />
      {wish.backend === "mllm" && wish.start === "scratch" && (
        <TextField
          label={m.models_run_model()}
          help={m.models_run_model_help()}
          error={
            hasTried && lacksModel(wish)
              ? m.models_run_model_missing()
              : problemAt(start.error, "config/model")
          }
          placeholder="Qwen/Qwen3-VL-4B-Instruct"
          value={wish.model}
          onChange={(model) => set({ model })}
          isRequired
        />
      )}
      <NumberField
        label={m.models_run_minutes()}
        help={m.models_run_minutes_help()}
        value={wish.minutes}
        onChange={(minutes) => set({ minutes })}
        minValue={1}
        maxValue={10_080}
      />
      <TextField
        label={m.models_run_note()}
        aside={m.models_optional()}
        value={wish.note}
        onChange={(note) => set({ note })}
        maxLength={500}
      />
      <AdvancedFields wish={wish} onChange={set} />
      <InlineError error={start.error} />
    </form>
  );
};
