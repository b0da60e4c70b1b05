/** What the run was asked to do and what came of it. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Run } from "@/api/types";
import { m } from "@/i18n";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { buttonClass } from "@/ui/Button";
import { measured, SUMMARY_FIGURES, valueText } from "./figures";
import { causeName } from "./states";

interface RunFactsProps {
  readonly project: string;
  readonly run: Run;
}

export const RunFacts = ({ project, run }: RunFactsProps) => {
  const hasMetrics = SUMMARY_FIGURES.some(({ key }) => measured(run.metrics, key) !== null);
  return (
    <div className="flex flex-col gap-4 p-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
        {factsOf(run).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="numeric text-right wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {hasMetrics && (
        <section className="flex flex-col gap-2 border-t border-line pt-4">
          <h3 className="text-13 font-medium">{m.models_measured_on_validation()}</h3>
          <dl className="grid grid-cols-3 gap-3">
            {SUMMARY_FIGURES.map((figure) => (
              <div key={figure.key} className="flex flex-col">
                <dt className="text-12 text-muted">{figure.name()}</dt>
                <dd className="numeric text-16 font-semibold">
                  {valueText(measured(run.metrics, figure.key))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {run.checkpoint !== null && (
        <Link
          to="/p/$project/models/checkpoints/$checkpointId"
          params={{ project, checkpointId: String(run.checkpoint) }}
          className={buttonClass("primary")}
        >
          {m.models_run_checkpoint()}
        </Link>
      )}
    </div>
  );
};

type Fact = readonly [string, ReactNode];

const factsOf = (run: Run): readonly Fact[] => {
  const { config } = run;
  const facts: Fact[] = [
    [m.models_snapshot(), run.snapshot.name],
    [m.models_backend(), run.backend],
    [
      m.models_run_begin(),
      run.init === null ? (
        m.models_run_begin_scratch()
      ) : (
        <Link
          key="init"
          to="/p/$project/models/checkpoints/$checkpointId"
          params={{ project: run.project, checkpointId: String(run.init) }}
          className="text-accent-text hover:underline"
        >
          {m.models_run_begun_checkpoint()}
        </Link>
      ),
    ],
  ];
  const settings: readonly (readonly [string, string])[] = [
    ["minutes", m.models_run_minutes()],
    ["seed", m.models_run_seed()],
    ["threads", m.models_run_threads()],
    ["gpus", m.models_run_gpus()],
    ["model", m.models_run_model()],
  ];
  for (const [key, name] of settings) {
    const value = config[key];
    if (typeof value === "number") facts.push([name, formatNumber(value)]);
    else if (typeof value === "string" && value) facts.push([name, value]);
  }
  const own = config.settings;
  if (typeof own === "object" && own !== null && Object.keys(own).length > 0)
    facts.push([
      m.models_run_settings(),
      <code key="settings" className="font-mono text-12">
        {JSON.stringify(own)}
      </code>,
    ]);
  facts.push([m.models_run_by(), run.created_by ?? causeName(run.cause)]);
  facts.push([m.models_created(), formatDateTime(run.created_at)]);
  if (run.started_at) facts.push([m.models_started(), formatDateTime(run.started_at)]);
  if (run.finished_at) facts.push([m.models_finished(), formatDateTime(run.finished_at)]);
  if (run.attempts > 1) facts.push([m.models_run_attempts(), formatNumber(run.attempts)]);
  return facts;
};
