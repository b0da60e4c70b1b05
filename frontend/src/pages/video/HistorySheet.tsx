/** The history of one person's document, and restoring for those who may change it now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { restoreRevision } from "@/api/annotations";
import { useSession } from "@/api/session";
import { leaseTask } from "@/api/tasks";
import { m } from "@/i18n";
import { Sheet } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { toast } from "@/ui/toast";
import { History } from "./History";
import type { Layer } from "./layers";
import type { Revision } from "./revisions";
import { titleOf } from "./words";

interface HistorySheetProps {
  readonly layer: Layer | null;
  readonly onClose: () => void;
}

export const HistorySheet = ({ layer, onClose }: HistorySheetProps) => (
  <Sheet
    title={layer ? m.history_of({ who: titleOf(layer) }) : m.history_title()}
    isOpen={layer !== null}
    onClose={onClose}
  >
    {layer && <Restorable key={layer.key} layer={layer} />}
  </Sheet>
);

const Restorable = ({ layer }: { readonly layer: Layer }) => {
  const { annotation } = layer;
  const { user } = useSession();
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: async ({ number }: Revision) => {
      if (!annotation) return;
      // What is handed in changes only in the hands of its reviewer.
      if (annotation.state === "submitted" && annotation.task !== null)
        await leaseTask(annotation.task);
      await restoreRevision(annotation.id, number, annotation.revision);
    },
    onSuccess: (_, { number }) => toast("done", m.history_restored({ number })),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["annotations"] });
      await queries.invalidateQueries({ queryKey: ["history", layer.id] });
    },
  });
  if (!annotation) return null;
  const isMine = annotation.annotator === user?.username;
  const mayRestore =
    annotation.state === "submitted" || (isMine && annotation.state !== "accepted");
  return (
    <>
      <p className="text-13 text-muted">
        {mayRestore
          ? m.history_lead()
          : annotation.state === "accepted"
            ? m.history_accepted()
            : m.history_not_yours()}
      </p>
      <InlineError error={restore.error} />
      <History
        annotation={annotation.id}
        isBusy={restore.isPending}
        {...(mayRestore ? { onRestore: (revision: Revision) => restore.mutate(revision) } : {})}
      />
    </>
  );
};
