/** Who saved what and when, newest first, and a way back to each. */
import { useQuery } from "@tanstack/react-query";
import { History as HistoryIcon, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { historyQuery } from "@/api/annotations";
import { m } from "@/i18n";
import { formatAgo, formatDateTime } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorPanel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { Difference } from "./Difference";
import { type Revision, revisionsOf } from "./revisions";

interface HistoryProps {
  readonly annotation: number;
  /** Absent where this person may not restore. */
  readonly onRestore?: (revision: Revision) => void;
  readonly isBusy?: boolean;
}

export const History = ({ annotation, onRestore, isBusy = false }: HistoryProps) => {
  const history = useQuery({ ...historyQuery(annotation), staleTime: 0 });
  const revisions = useMemo(() => revisionsOf(history.data ?? []), [history.data]);
  if (history.isPending) return <SkeletonList />;
  if (history.isError)
    return <ErrorPanel error={history.error} onRetry={() => void history.refetch()} />;
  if (revisions.length === 0)
    return (
      <EmptyState icon={HistoryIcon} title={m.history_empty()} text={m.history_empty_text()} />
    );
  return (
    <ol aria-label={m.history_title()} className="flex flex-col">
      {revisions.map((revision, index) => (
        <li
          key={revision.number}
          className="flex flex-col gap-2 border-b border-line py-3 first:pt-0 last:border-0"
        >
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <h3 className="text-13 font-medium">
              {m.history_revision({ number: revision.number })}{" "}
              <span className="font-normal text-muted">
                ·{" "}
                {revision.user ??
                  (revision.number === 0 ? m.history_begun() : m.history_somebody())}{" "}
                ·{" "}
                <time dateTime={revision.at} title={formatDateTime(revision.at)}>
                  {formatAgo(revision.at)}
                </time>
              </span>
            </h3>
            {onRestore && index > 0 && (
              <Button
                size="dense"
                icon={Undo2}
                isDisabled={isBusy}
                aria-label={m.history_restore_number({ number: revision.number })}
                onPress={() => onRestore(revision)}
              >
                {m.history_restore()}
              </Button>
            )}
          </div>
          {revision.restored !== null && (
            <p className="text-12 text-muted">
              {m.history_restored({ number: revision.restored })}
            </p>
          )}
          {(revision.changes.length > 0 || index < revisions.length - 1) && (
            <Difference changes={revision.changes} />
          )}
        </li>
      ))}
    </ol>
  );
};
