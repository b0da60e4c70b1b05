import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { changePassword } from "@/api/session";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";

interface PasswordDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const PasswordDialog = ({ isOpen, onClose }: PasswordDialogProps) => {
  const form = useId();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const close = (): void => {
    setCurrent("");
    setNext("");
    change.reset();
    onClose();
  };
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      toast("done", m.password_changed());
      close();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  const atField = problemAt(change.error, "current") ?? problemAt(change.error, "new");
  return (
    <Dialog
      title={m.change_password()}
      isOpen={isOpen}
      onClose={close}
      width="small"
      actions={
        <>
          <Button onPress={close}>{m.cancel()}</Button>
          <Button type="submit" form={form} look="primary" isPending={change.isPending}>
            {m.change_password()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!atField && <InlineError error={change.error} />}
        <TextField
          label={m.password_current()}
          type="password"
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          error={problemAt(change.error, "current")}
          isRequired
          autoFocus
        />
        <TextField
          label={m.password_new()}
          type="password"
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          help={m.password_new_help()}
          error={problemAt(change.error, "new")}
          isRequired
        />
      </form>
    </Dialog>
  );
};
