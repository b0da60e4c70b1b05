import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { exportQuery, exportsQuery, isGoing } from "@/api/exports";
import { orderFolder } from "@/api/snapshots";
import type { Export, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { announce } from "@/ui/announce";

export interface Folder {
  /** The newest one that was asked for, followed while it is being packed. */
  readonly file: Export | undefined;
  readonly isAsking: boolean;
  readonly error: unknown;
  readonly ask: () => void;
}

/** A snapshot's folder; `listed` is the newest that the list of exports knows. */
export const useFolder = (row: Snapshot, listed: Export | undefined): Folder => {
  const queries = useQueryClient();
  const order = useMutation({
    mutationFn: () => orderFolder(row.id),
    onSuccess: async () => {
      announce(m.snapshot_folder_started());
      await queries.invalidateQueries({ queryKey: exportsQuery(row.project).queryKey });
    },
  });
  const asked = order.data && order.data.id > (listed?.id ?? 0) ? order.data : listed;
  const going = asked !== undefined && isGoing(asked.state);
  const live = useQuery({
    ...exportQuery(asked?.id ?? 0),
    ...(asked ? { initialData: asked } : {}),
    enabled: going,
  });
  const file = going ? (live.data ?? asked) : asked;
  const before = useRef(file?.state);
  useEffect(() => {
    if (before.current && isGoing(before.current) && file?.state === "done") {
      announce(m.snapshot_folder_ready());
    }
    before.current = file?.state;
  }, [file?.state]);
  return { file, isAsking: order.isPending, error: order.error, ask: () => order.mutate() };
};
