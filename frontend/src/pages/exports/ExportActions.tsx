/** Stops an export or asks for it again: a manager's to decide. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, RotateCw } from "lucide-react";
import { cancelJob, retryJob } from "@/api/activity";
import { explain } from "@/api/explain";
import { isGoing } from "@/api/exports";
import { isAtLeast, useRole } from "@/api/session";
import type { Export } from "@/api/types";
import { m } from "@/i18n";
import { formatName } from "@/i18n/names";
import { IconButton } from "@/ui/Button";
import { toast } from "@/ui/toast";

export const ExportActions = ({ row }: { readonly row: Export }) => {
  const queries = useQueryClient();
  const mayAct = isAtLeast(useRole(row.project), "manager");
  const after = {
    onSettled: () => {
      for (const key of ["exports", "export", "activity"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: (error: Error) => {
      toast("error", explain(error).text);
    },
  };
  const cancel = useMutation({ mutationFn: () => cancelJob(row.job), ...after });
  const retry = useMutation({ mutationFn: () => retryJob(row.job), ...after });
  const label = (words: string): string =>
    m.chart_said({ title: words, values: formatName(row.format) });
  if (!mayAct || row.state === "done") return null;
  return isGoing(row.state) ? (
    <IconButton
      icon={Ban}
      label={label(m.cancel())}
      isPending={cancel.isPending}
      onPress={() => cancel.mutate()}
    />
  ) : (
    <IconButton
      icon={RotateCw}
      label={label(m.try_again())}
      isPending={retry.isPending}
      onPress={() => retry.mutate()}
    />
  );
};
