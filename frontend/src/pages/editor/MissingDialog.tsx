/** Asked to submit: what keeps the clip back, or what to look at once more before it goes. */
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { MissingList } from "./Missing";
import { useProblems } from "./useProblems";

interface MissingDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

export const MissingDialog = ({ isOpen, onClose, onSubmit }: MissingDialogProps) => {
  const isComplete = useProblems().length === 0;
  return (
    <Dialog
      title={isComplete ? m.editor_doubts_title() : m.editor_missing_title()}
      isOpen={isOpen}
      onClose={onClose}
      width="small"
      actions={
        <>
          <Button look={isComplete ? "secondary" : "primary"} onPress={onClose}>
            {m.editor_continue()}
          </Button>
          {isComplete && (
            <Button
              look="primary"
              onPress={() => {
                onClose();
                onSubmit();
              }}
            >
              {m.editor_submit_anyway()}
            </Button>
          )}
        </>
      }
    >
      <p className="text-14 text-muted">
        {isComplete ? m.editor_doubts_text() : m.editor_missing_text()}
      </p>
      <MissingList onGo={onClose} />
    </Dialog>
  );
};
