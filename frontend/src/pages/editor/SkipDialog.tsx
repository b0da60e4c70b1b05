/** Skipping a clip needs a reason: somebody else gets it, and the manager learns why. */
import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import type { ChosenReason } from "@/api/types";
import { m } from "@/i18n";
import { SKIP_REASONS, skipReasonName } from "@/i18n/names";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";
import type { Skip } from "./requests";

interface SkipDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSkip: (skip: Skip) => Promise<void>;
}

export const SkipDialog = ({ isOpen, onClose, onSkip }: SkipDialogProps) => {
  const [chosen, setChosen] = useState<ChosenReason | null>(null);
  const [text, setText] = useState("");
  const note = text.trim();
  // Whoever only writes has a reason of their own.
  const reason = chosen ?? (note ? "other" : null);
  const isReady = reason !== null && (reason !== "other" || note !== "");
  const skip = (): void => {
    onClose();
    if (reason) void onSkip({ reason, note });
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
          <Button look="primary" isDisabled={!isReady} onPress={skip}>
            {m.editor_skip_confirm()}
          </Button>
        </>
      }
    >
      <p className="text-14 text-muted">{m.editor_skip_text()}</p>
      <RadioGroup
        aria-label={m.editor_skip_reason()}
        value={reason}
        onChange={(key) => setChosen(key as ChosenReason)}
        className="flex flex-wrap gap-2"
      >
        {SKIP_REASONS.map((each, index) => (
          <Radio
            key={each}
            value={each}
            autoFocus={index === 0}
            className="focus-ring flex min-h-(--control-height-dense) cursor-pointer items-center rounded-md border border-control px-2.5 text-13 hover:bg-hover data-selected:border-accent data-selected:bg-accent-soft data-selected:font-medium data-selected:text-accent-text"
          >
            {skipReasonName(each)}
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        label={m.editor_skip_note()}
        help={reason === "other" ? m.editor_skip_note_needed() : undefined}
        value={text}
        onChange={setText}
        rows={2}
        maxLength={500}
      />
    </Dialog>
  );
};
