/** Measures a checkpoint on the project's frozen test videos. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { evaluateCheckpoint } from "@/api/checkpoints";
import { explain } from "@/api/explain";
import type { Checkpoint } from "@/api/types";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/toast";

interface EvaluateButtonProps {
  readonly row: Checkpoint;
  readonly size?: "dense" | "default";
}

export const EvaluateButton = ({ row, size = "dense" }: EvaluateButtonProps) => {
  const queries = useQueryClient();
  const evaluate = useMutation({
    mutationFn: () => evaluateCheckpoint(row.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["checkpoints", row.project] });
      await queries.invalidateQueries({ queryKey: ["checkpoint", row.id] });
    },
    onError: (error) => toast("error", explain(error).text),
  });
  return (
    <Button
      size={size}
      look="quiet"
      icon={Gauge}
      isPending={evaluate.isPending}
      onPress={() => evaluate.mutate()}
    >
      {m.models_evaluate()}
    </Button>
  );
};
