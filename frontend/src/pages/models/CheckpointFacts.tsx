/** Where the checkpoint comes from, in one line of facts. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Checkpoint } from "@/api/types";
import { m } from "@/i18n";
import { formatBytes, formatDateTime } from "@/i18n/format";
import { Panel } from "@/ui/Panel";

interface CheckpointFactsProps {
  readonly project: string;
  readonly checkpoint: Checkpoint;
}

export const CheckpointFacts = ({ project, checkpoint }: CheckpointFactsProps) => {
  const run = checkpoint.run;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [m.models_backend(), checkpoint.backend],
    [m.models_snapshot(), checkpoint.snapshot?.name ?? m.models_trained_elsewhere()],
    [
      m.models_run(),
      run === null ? (
        "–"
      ) : (
        <Link
          key="run"
          to="/p/$project/models/runs/$runId"
          params={{ project, runId: String(run) }}
          className="text-accent-text hover:underline"
        >
          {m.models_run_number({ id: run })}
        </Link>
      ),
    ],
    [
      m.models_checkpoint_parent(),
      checkpoint.parent ? (
        <span key="parent" className="font-mono text-13">
          {checkpoint.parent}
        </span>
      ) : (
        m.models_run_begin_scratch()
      ),
    ],
    [m.models_size(), formatBytes(checkpoint.size)],
    [
      m.models_created(),
      `${formatDateTime(checkpoint.created_at)}${checkpoint.created_by ? ` · ${checkpoint.created_by}` : ""}`,
    ],
    ...(checkpoint.promoted_at
      ? [[m.models_checkpoint_promoted(), formatDateTime(checkpoint.promoted_at)] as const]
      : []),
  ];
  return (
    <Panel>
      <dl className="flex flex-wrap gap-x-10 gap-y-3 p-4">
        {facts.map(([name, value]) => (
          <div key={name} className="flex flex-col gap-0.5">
            <dt className="text-12 text-muted">{name}</dt>
            <dd className="text-14">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
