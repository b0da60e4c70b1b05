/** Promoting: at once where the gate has no objection, else after its reason has been read. */
import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { promoteCheckpoint, promotionsQuery } from "@/api/checkpoints";
import { ApiError } from "@/api/errors";
import { explain } from "@/api/explain";
import { translated } from "@/api/sentences";
import type { Checkpoint } from "@/api/types";
import { m } from "@/i18n";
import { Button, type ButtonLook } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { toast } from "@/ui/toast";
import { servingIn } from "./history";

/** Fetches anew whatever says which checkpoint serves. */
export const servingChanged = async (queries: QueryClient, project: string): Promise<void> => {
  await Promise.all(
    [["checkpoints", project], ["promotions", project], ["checkpoint"]].map((queryKey) =>
      queries.invalidateQueries({ queryKey }),
    ),
  );
};

interface PromoteButtonProps {
  readonly checkpoint: Checkpoint;
  readonly look?: ButtonLook;
  readonly size?: "dense" | "default";
}

export const PromoteButton = ({
  checkpoint,
  look = "secondary",
  size = "default",
}: PromoteButtonProps) => {
  const queries = useQueryClient();
  const promotions = useInfiniteQuery(promotionsQuery(checkpoint.project));
  const seen = servingIn(promotions.data?.pages[0]?.results, checkpoint.project);
  const [objection, setObjection] = useState<string | null>(null);
  const promote = useMutation({
    mutationFn: (isConfirmed: boolean) =>
      promoteCheckpoint(checkpoint.id, {
        ...(isConfirmed ? { confirm: true } : {}),
        ...(seen === undefined ? {} : { expected: seen }),
      }),
    onSuccess: async () => {
      setObjection(null);
      toast("done", m.models_promoted());
      await servingChanged(queries, checkpoint.project);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === "needs_confirmation")
        setObjection(translated(error.message));
      else {
        setObjection(null);
        toast("error", explain(error).text);
      }
    },
  });
  return (
    <>
      <Button
        look={look}
        size={size}
        icon={Rocket}
        isPending={promote.isPending}
        onPress={() => promote.mutate(false)}
      >
        {m.models_promote()}
      </Button>
      <Confirm
        title={m.models_promote_ask()}
        text={
          <>
            {objection} <span className="mt-2 block">{m.models_promote_text()}</span>
          </>
        }
        confirm={m.models_promote_anyway()}
        isOpen={objection !== null}
        isPending={promote.isPending}
        onConfirm={() => promote.mutate(true)}
        onClose={() => setObjection(null)}
      />
    </>
  );
};
