/** Who let which checkpoint serve, and when. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History, Rocket, TriangleAlert, Undo2 } from "lucide-react";
import { promotionsQuery } from "@/api/checkpoints";
import { translated } from "@/api/sentences";
import type { Promotion } from "@/api/types";
import { m } from "@/i18n";
import { formatDateTime } from "@/i18n/format";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { ShowMore } from "./ShowMore";

export const PromotionsPanel = ({ project }: { readonly project: string }) => {
  const found = useInfiniteQuery(promotionsQuery(project));
  const rows = found.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Panel title={m.models_promotions_title()}>
      {found.isPending && <SkeletonList rows={2} className="flex flex-col gap-2 p-4" />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={History}
          title={m.models_promotions_empty()}
          text={m.models_promotions_empty_text()}
        />
      )}
      <ol>
        {rows.map((row) => (
          <li key={row.id} className="flex gap-3 border-b border-line px-4 py-3 last:border-0">
            <Entry row={row} project={project} />
          </li>
        ))}
      </ol>
      <ShowMore list={found} />
    </Panel>
  );
};

const Entry = ({ row, project }: { readonly row: Promotion; readonly project: string }) => {
  const Icon = row.kind === "rollback" ? Undo2 : Rocket;
  return (
    <>
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2 text-14">
          {row.kind === "rollback" ? m.models_promotion_rollback() : m.models_promotion_promote()}
          {row.checkpoint && (
            <Link
              to="/p/$project/models/checkpoints/$checkpointId"
              params={{ project, checkpointId: String(row.checkpoint.id) }}
              className="font-mono text-13 text-accent-text hover:underline"
            >
              {row.checkpoint.name}
            </Link>
          )}
        </p>
        <p className="text-12 text-muted">
          {formatDateTime(row.created_at)} · {row.created_by ?? m.models_by_program()}
          {row.before && ` · ${m.models_promotion_before({ name: row.before.name })}`}
        </p>
        {row.confirmed && (
          <p className="flex items-start gap-1.5 text-12 text-warn">
            <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
            <span>
              {m.models_promotion_confirmed()} {translated(row.confirmed)}
            </span>
          </p>
        )}
      </div>
    </>
  );
};
