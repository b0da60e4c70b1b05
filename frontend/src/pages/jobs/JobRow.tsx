/** One job: what it is, how far, how long still, why it failed, and what may be done about it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban, Download, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { cancelJob, retryJob } from "@/api/activity";
import { explain } from "@/api/explain";
import { isGoing } from "@/api/exports";
import { retryRun } from "@/api/runs";
import { translated } from "@/api/sentences";
import type { Export, Job, Run } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatBytes, formatDateTime, formatDuration } from "@/i18n/format";
import { formatName } from "@/i18n/names";
import { Badge } from "@/ui/Badge";
import { Button, buttonClass } from "@/ui/Button";
import { Progress } from "@/ui/Progress";
import { toast } from "@/ui/toast";
import { kindName, STATES } from "./names";
import { secondsLeft } from "./progress";

interface JobRowProps {
  readonly job: Job;
  /** In milliseconds. */
  readonly now: number;
  /** The run or the file that the job is for. */
  readonly run: Run | undefined;
  readonly file: Export | undefined;
}

export const JobRow = ({ job, now, run, file }: JobRowProps) => {
  const { name, tone, icon } = STATES[job.state];
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-48 flex-1 flex-col gap-0.5">
        <span className="text-14 font-medium">
          <Name job={job} run={run} file={file} />
        </span>
        <span className="numeric text-12 text-muted">{whenOf(job)}</span>
        {job.error && (
          <span className={job.state === "failed" ? "text-13 text-bad" : "text-13 text-muted"}>
            {translated(job.error)}
          </span>
        )}
      </div>
      {isGoing(job.state) ? (
        <div className="flex w-52 flex-col gap-1">
          <Progress label={name()} value={job.state === "queued" ? null : job.progress} />
          <Left job={job} now={now} />
        </div>
      ) : (
        <Badge tone={tone} icon={icon} className="mt-1">
          {name()}
        </Badge>
      )}
      <Actions job={job} run={run} file={file} />
    </div>
  );
};

const whenOf = (job: Job): string =>
  [
    m.job_number({ id: job.id }),
    formatAgo(job.created_at),
    job.finished_at && job.started_at && job.state === "done"
      ? m.job_took({
          time: formatDuration((Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000),
        })
      : job.finished_at && m.job_ended_at({ at: formatDateTime(job.finished_at) }),
    job.attempts > 1 && m.job_attempts({ count: job.attempts }),
  ]
    .filter(Boolean)
    .join(" · ");

const Left = ({ job, now }: Pick<JobRowProps, "job" | "now">) => {
  const left = secondsLeft(job, now);
  if (left === null) return null;
  return <span className="text-12 text-muted">{m.job_left({ time: formatDuration(left) })}</span>;
};

const Name = ({ job, run, file }: Omit<JobRowProps, "now">): ReactNode => {
  if (run)
    return (
      <Link
        to="/p/$project/models/runs/$runId"
        params={{ project: job.project, runId: String(run.id) }}
        className="text-accent-text hover:underline"
      >
        {kindName(job.kind)}: {m.models_run_number({ id: run.id })}
      </Link>
    );
  if (file)
    return (
      <Link
        to="/p/$project/exports"
        params={{ project: job.project }}
        className="text-accent-text hover:underline"
      >
        {kindName(job.kind)}: {formatName(file.format)}
      </Link>
    );
  return kindName(job.kind);
};

/** The same words stand in every row. */
const named = (words: string, job: Job): string =>
  m.chart_said({ title: words, values: m.job_number({ id: job.id }) });

const Actions = ({ job, run, file }: Omit<JobRowProps, "now">) => {
  const queries = useQueryClient();
  const after = {
    onSettled: () => {
      for (const key of ["activity", "runs", "exports", "export", "run"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: (error: Error) => {
      toast("error", explain(error).text);
    },
  };
  const cancel = useMutation({ mutationFn: () => cancelJob(job.id), ...after });
  const retry = useMutation({
    mutationFn: async () => {
      await (run ? retryRun(run.id) : retryJob(job.id));
    },
    ...after,
  });
  return (
    <span className="flex flex-wrap items-center gap-2 empty:hidden">
      {run && (
        <Link
          to="/p/$project/models/runs/$runId"
          params={{ project: job.project, runId: String(run.id) }}
          className={buttonClass("secondary", "dense")}
        >
          {m.job_log()}
        </Link>
      )}
      {file?.url && (
        <a href={file.url} download className={buttonClass("secondary", "dense")}>
          <Download aria-hidden size={15} />
          {m.download()}
          {file.size > 0 && <span className="text-muted">{formatBytes(file.size)}</span>}
        </a>
      )}
      {isGoing(job.state) && (
        <Button
          size="dense"
          look="danger"
          icon={Ban}
          aria-label={named(m.cancel(), job)}
          isPending={cancel.isPending}
          onPress={() => cancel.mutate()}
        >
          {m.cancel()}
        </Button>
      )}
      {(job.state === "failed" || job.state === "cancelled") && (
        <Button
          size="dense"
          icon={RotateCw}
          aria-label={named(m.try_again(), job)}
          isPending={retry.isPending}
          onPress={() => retry.mutate()}
        >
          {m.try_again()}
        </Button>
      )}
    </span>
  );
};
