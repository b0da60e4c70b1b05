/** Lets the checkpoint before the present one serve again, after asking. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { rollBack } from "@/api/checkpoints";
import { explain } from "@/api/explain";
import { m } from "@/i18n";
import { Confirm } from "@/ui/Dialog";
import { toast } from "@/ui/toast";
import { servingChanged } from "./promoting";

interface RollBackDialogProps {
  readonly project: string;
  /** The name of the checkpoint that would serve; null for none of the project. */
  readonly before: string | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const RollBackDialog = ({ project, before, isOpen, onClose }: RollBackDialogProps) => {
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => rollBack(project),
    onSuccess: async () => {
      onClose();
      toast("done", m.models_rolled_back());
      await servingChanged(queries, project);
    },
    onError: (error) => {
      onClose();
      toast("error", explain(error).text);
    },
  });
  return (
    <Confirm
      title={m.models_roll_back_ask()}
      text={before === null ? m.models_roll_back_none() : m.models_roll_back_text({ name: before })}
      confirm={m.models_roll_back()}
      isOpen={isOpen}
      isPending={act.isPending}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    />
  );
};
