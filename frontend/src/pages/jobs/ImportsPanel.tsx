/** The videos being prepared, as one piece of work. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban, RotateCw } from "lucide-react";
import { useState } from "react";
import { cancelImports, retryImports } from "@/api/activity";
import { explain } from "@/api/explain";
import { m } from "@/i18n";
import { formatAgo, formatDuration, formatNumber } from "@/i18n/format";
import { Button, buttonClass } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { toast } from "@/ui/toast";
import { importsSaid } from "./names";
import { allOf, type Imports, importsLeft, shareOf } from "./progress";

interface ImportsPanelProps {
  readonly project: string;
  readonly imports: Imports;
  /** In milliseconds. */
  readonly now: number;
}

export const ImportsPanel = ({ project, imports, now }: ImportsPanelProps) => {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const after = {
    onSettled: () => {
      setAsking(false);
      for (const key of ["activity", "videos", "project", "statistics"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: (error: Error) => {
      toast("error", explain(error).text);
    },
  };
  const cancel = useMutation({ mutationFn: () => cancelImports(project), ...after });
  const retry = useMutation({ mutationFn: () => retryImports(project), ...after });
  const isOver = imports.finished_at !== null;
  const left = importsLeft(imports, now);
  const all = allOf(imports);
  return (
    <Panel
      title={m.imports_title()}
      aside={
        <span className="flex flex-wrap items-center gap-2">
          {imports.failed > 0 && (
            <Link
              to="/p/$project/videos"
              params={{ project }}
              search={{ state: "rejected" }}
              className={buttonClass("quiet", "dense")}
            >
              {m.imports_see_failed()}
            </Link>
          )}
          {isOver && imports.failed > 0 && (
            <Button
              size="dense"
              icon={RotateCw}
              isPending={retry.isPending}
              onPress={() => retry.mutate()}
            >
              {m.imports_retry()}
            </Button>
          )}
          {!isOver && (
            <Button size="dense" look="danger" icon={Ban} onPress={() => setAsking(true)}>
              {m.imports_cancel()}
            </Button>
          )}
        </span>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        {isOver ? (
          <p className="text-14">
            {importsSaid(imports)}
            <span className="text-muted"> · {formatAgo(imports.finished_at ?? "")}</span>
          </p>
        ) : (
          <>
            <Progress
              label={m.imports_progress({
                done: formatNumber(all - imports.queued - imports.running),
                all: formatNumber(all),
              })}
              value={shareOf(imports)}
            />
            <p className="text-13 text-muted">
              {left === null ? m.job_left_unknown() : m.job_left({ time: formatDuration(left) })}
              {imports.failed > 0 &&
                ` · ${m.imports_failed({ count: formatNumber(imports.failed) })}`}
            </p>
          </>
        )}
      </div>
      <Confirm
        title={m.imports_cancel_ask()}
        text={m.imports_cancel_text()}
        confirm={m.imports_cancel()}
        isOpen={isAsking}
        isPending={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
};
