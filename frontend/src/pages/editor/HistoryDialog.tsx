/** The revisions of the open document. Restoring here is an edit: it is undone like any other. */
import { castDraft } from "immer";
import { m } from "@/i18n";
import { canEdit } from "@/store/editor";
import { Sheet } from "@/ui/Dialog";
import { History } from "../video/History";
import type { Revision } from "../video/revisions";
import { useDesk, useEditor } from "./context";

interface HistoryDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const HistoryDialog = ({ isOpen, onClose }: HistoryDialogProps) => {
  const { bench, room } = useDesk();
  const mayEdit = useEditor(canEdit);
  const annotation = bench.options.task.annotation?.id;
  const restore = ({ number, document }: Revision): void => {
    bench.editor.settle();
    bench.editor.edit((draft) => {
      draft.verdict = document.verdict;
      draft.note = document.note;
      draft.traces = castDraft([...document.traces]);
    });
    onClose();
    room.undoable(m.history_restored({ number }), () => bench.editor.undo());
  };
  return (
    <Sheet title={m.history_title()} isOpen={isOpen} onClose={onClose}>
      <p className="text-13 text-muted">{m.history_lead()}</p>
      {annotation !== undefined && (
        <History annotation={annotation} {...(mayEdit ? { onRestore: restore } : {})} />
      )}
    </Sheet>
  );
};
