/** Freezes the accepted work, shows what was frozen, compares, and takes it out to train on. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Snowflake } from "lucide-react";
import { useState } from "react";
import { isAtLeast, useRole } from "@/api/session";
import { snapshotsQuery } from "@/api/snapshots";
import type { Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Button } from "@/ui/Button";
import { Copyable } from "@/ui/Copyable";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { ComparePanel } from "./ComparePanel";
import { FreezeDialog } from "./FreezeDialog";
import { SnapshotRow } from "./SnapshotRow";
import { useFolders } from "./useFolders";

export const SnapshotsPage = () => (
  <RoleGate least="reviewer">
    <Snapshots />
  </RoleGate>
);

const Snapshots = () => {
  const project = useProject();
  const mayFreeze = isAtLeast(useRole(project), "manager");
  const [isFreezing, setFreezing] = useState(false);
  const found = useInfiniteQuery(snapshotsQuery(project));
  const rows = found.data?.pages.flatMap((page) => page.results) ?? [];
  const freeze = mayFreeze && (
    <Button look="primary" icon={Snowflake} onPress={() => setFreezing(true)}>
      {m.snapshot_freeze()}
    </Button>
  );
  return (
    <Page title={m.snapshots_title()} lead={m.snapshots_lead()} actions={rows.length > 0 && freeze}>
      {found.isPending ? (
        <Panel>
          <SkeletonList rows={3} className="flex flex-col gap-2 p-4" />
        </Panel>
      ) : found.isError ? (
        <Panel>
          <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
        </Panel>
      ) : rows.length === 0 ? (
        <Panel>
          <EmptyState
            icon={Snowflake}
            title={m.snapshots_empty()}
            text={mayFreeze ? m.snapshots_empty_text() : m.snapshots_empty_reader()}
            action={freeze}
          />
        </Panel>
      ) : (
        <div className="grid grid-cols-1 items-start gap-6 desktop:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
          <Panel title={m.snapshots_list()}>
            <List project={project} rows={rows} />
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
          </Panel>
          <div className="flex min-w-0 flex-col gap-6">
            <ComparePanel project={project} rows={rows} />
            <Panel title={m.snapshot_train_title()}>
              <div className="flex flex-col gap-3 p-4">
                <p className="text-13 text-muted">{m.snapshot_train_text()}</p>
                <Copyable label={m.snapshot_train_label()} text={TRAIN} />
              </div>
            </Panel>
          </div>
        </div>
      )}
      <FreezeDialog project={project} isOpen={isFreezing} onClose={() => setFreezing(false)} />
    </Page>
  );
};

const TRAIN = [
  "python -m reward.core train \\",
  "  --manifest manifest.jsonl \\",
  "  --media . --out checkpoint",
].join("\n");

interface ListProps {
  readonly project: string;
  readonly rows: readonly Snapshot[];
}

const List = ({ project, rows }: ListProps) => {
  const folders = useFolders(project);
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="border-b border-line last:border-0">
          <SnapshotRow row={row} listed={folders.get(row.id)} />
        </li>
      ))}
    </ul>
  );
};
