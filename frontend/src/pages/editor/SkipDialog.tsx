/** Skipping a clip needs a reason: somebody else gets it, and the manager learns why. */
import { useState } from "react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";

interface SkipDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSkip: (reason: string) => Promise<void>;
}

const REASONS: readonly (() => string)[] = [
  m.editor_skip_unplayable,
  m.editor_skip_disturbing,
  m.editor_skip_unsure,
  m.editor_skip_not_a_video,
];

export const SkipDialog = ({ isOpen, onClose, onSkip }: SkipDialogProps) => {
  const [reason, setReason] = useState("");
  const skip = (): void => {
    onClose();
    void onSkip(reason.trim());
  };
  return (
    <Dialog
      title={m.editor_skip_title()}
      isOpen={isOpen}
      onClose={onClose}
      width="small"
      actions={
        <>
          <Button onPress={onClose}>{m.cancel()}</Button>
          <Button look="primary" isDisabled={reason.trim() === ""} onPress={skip}>
            {m.editor_skip_confirm()}
          </Button>
        </>
      }
    >
      <p className="text-14 text-muted">{m.editor_skip_text()}</p>
      <div className="flex flex-wrap gap-2">
        {REASONS.map((text) => (
          <Button key={text()} size="dense" onPress={() => setReason(text())}>
            {text()}
          </Button>
        ))}
      </div>
      <TextField
        label={m.editor_skip_reason()}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        autoFocus
      />
    </Dialog>
  );
};
