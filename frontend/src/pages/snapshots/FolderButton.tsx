import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Package } from "lucide-react";
import { useEffect, useRef } from "react";
import { exportQuery, exportsQuery, isGoing } from "@/api/exports";
import { orderFolder } from "@/api/snapshots";
import type { Export, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { announce } from "@/ui/announce";
import { Button, buttonClass } from "@/ui/Button";
import { InlineError } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";

interface FolderButtonProps {
  readonly row: Snapshot;
  /** The newest folder that was asked for, as the list knows it. */
  readonly folder: Export | undefined;
}

/** Packs a snapshot with its videos, follows that, and gives the zip. */
export const FolderButton = ({ row, folder: listed }: FolderButtonProps) => {
  const queries = useQueryClient();
  const order = useMutation({
    mutationFn: () => orderFolder(row.id),
    onSuccess: async () => {
      announce(m.snapshot_folder_started());
      await queries.invalidateQueries({ queryKey: exportsQuery(row.project).queryKey });
    },
  });
  const asked = order.data && order.data.id > (listed?.id ?? 0) ? order.data : listed;
  const live = useQuery({
    ...exportQuery(asked?.id ?? 0),
    ...(asked ? { initialData: asked } : {}),
    enabled: asked !== undefined && isGoing(asked.state),
  });
  const folder = asked && isGoing(asked.state) ? (live.data ?? asked) : asked;
  const before = useRef(folder?.state);
  useEffect(() => {
    if (before.current && isGoing(before.current) && folder?.state === "done") {
      announce(m.snapshot_folder_ready());
    }
    before.current = folder?.state;
  }, [folder?.state]);

  if (folder && isGoing(folder.state)) {
    return (
      <Progress
        label={m.snapshot_folder_packing()}
        value={folder.state === "queued" ? null : folder.progress}
        className="w-44"
      />
    );
  }
  if (folder?.url) {
    return (
      <a
        href={folder.url}
        download
        aria-label={m.snapshot_folder_download_of({ name: row.name })}
        className={buttonClass("secondary", "dense")}
      >
        <Download aria-hidden size={15} />
        {m.snapshot_folder_download()}
      </a>
    );
  }
  return (
    <>
      <Button
        size="dense"
        icon={Package}
        aria-label={m.snapshot_folder_of({ name: row.name })}
        isPending={order.isPending}
        onPress={() => order.mutate()}
      >
        {m.snapshot_folder()}
      </Button>
      <InlineError error={order.error} />
      {folder?.state === "failed" && folder.error && (
        <p role="alert" className="w-full max-w-80 text-12 text-bad">
          {folder.error}
        </p>
      )}
    </>
  );
};
