/** The frozen videos that candidates are measured on; a manager may freeze those of today. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { evaluationSetsQuery, renewEvaluationSet } from "@/api/checkpoints";
import { explain } from "@/api/explain";
import { m } from "@/i18n";
import { formatDate } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { toast } from "@/ui/toast";

interface TestSetProps {
  readonly project: string;
  readonly mayAct: boolean;
}

export const TestSet = ({ project, mayAct }: TestSetProps) => {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const found = useQuery(evaluationSetsQuery(project));
  const newest = found.data?.results[0];
  const renew = useMutation({
    mutationFn: () => renewEvaluationSet(project),
    onSuccess: async () => {
      toast("done", m.models_set_renewed());
      await Promise.all(
        [["evaluation-sets", project], ["checkpoints", project], ["checkpoint"]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: (error) => toast("error", explain(error).text),
    onSettled: () => setAsking(false),
  });
  if (!found.isSuccess) return null;
  return (
    <div className="flex items-center gap-2 text-13 text-muted">
      <span className="numeric">
        {newest
          ? m.models_set({ count: newest.videos, date: formatDate(newest.created_at) })
          : m.models_set_none()}
      </span>
      {mayAct && (
        <Button size="dense" look="quiet" icon={RotateCw} onPress={() => setAsking(true)}>
          {newest ? m.models_set_renew() : m.models_set_freeze()}
        </Button>
      )}
      <Confirm
        title={m.models_set_ask()}
        text={m.models_set_text()}
        confirm={newest ? m.models_set_renew() : m.models_set_freeze()}
        isOpen={isAsking}
        isPending={renew.isPending}
        onConfirm={() => renew.mutate()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
};
