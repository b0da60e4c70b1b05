/** Takes the accepted work out: order a file, watch it being made, fetch it, or do so by program. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { exportsQuery } from "@/api/exports";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { ExportForm } from "./ExportForm";
import { ExportRow } from "./ExportRow";
import { DEFAULT_ORDER, type Order } from "./order";
import { RestSnippet } from "./RestSnippet";

export const ExportsPage = () => (
  <RoleGate least="reviewer">
    <Exports />
  </RoleGate>
);

const Exports = () => {
  const project = useProject();
  const [order, setOrder] = useState<Order>(DEFAULT_ORDER);
  return (
    <Page title={m.exports_title()} lead={m.exports_lead()}>
      <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <ExportForm project={project} order={order} onChange={setOrder} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title={m.exports_list()}>
            <List project={project} />
          </Panel>
          <RestSnippet project={project} order={order} />
        </div>
      </div>
    </Page>
  );
};

const List = ({ project }: { readonly project: string }) => {
  const found = useInfiniteQuery(exportsQuery(project));
  const rows = found.data?.pages.flatMap((page) => page.results) ?? [];
  if (found.isPending) return <SkeletonList rows={3} className="flex flex-col gap-2 p-4" />;
  if (found.isError) {
    return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={PackageOpen} title={m.exports_empty()} text={m.exports_empty_text()} />
    );
  }
  return (
    <>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line last:border-0">
            <ExportRow row={row} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          look="quiet"
          className="m-2 self-center"
          isPending={found.isFetchingNextPage}
          onPress={() => void found.fetchNextPage()}
        >
          {m.show_more()}
        </Button>
      )}
    </>
  );
};
