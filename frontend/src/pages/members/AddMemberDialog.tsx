import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { addMember, membersQuery } from "@/api/members";
import type { Role } from "@/api/types";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { Dialog } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { RadioCards } from "@/ui/RadioCards";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { roleChoices } from "./roles";

interface AddMemberDialogProps {
  readonly project: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const AddMemberDialog = ({ project, isOpen, onClose }: AddMemberDialogProps) => {
  const form = useId();
  const [username, setUsername] = useState("");
  const [role, setRole] = useState<Role>("annotator");
  const [isNew, setNew] = useState(false);
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const close = (): void => {
    setUsername("");
    setPassword("");
    setNew(false);
    add.reset();
    onClose();
  };
  const add = useMutation({
    mutationFn: () =>
      addMember({ project, username: username.trim(), role, ...(isNew ? { password } : {}) }),
    onSuccess: async (member) => {
      toast("done", m.member_added({ name: member.username }));
      close();
      await queries.invalidateQueries({ queryKey: membersQuery(project).queryKey });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  const atField = problemAt(add.error, "username") ?? problemAt(add.error, "password");
  return (
    <Dialog
      title={m.member_add()}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{m.cancel()}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isPending={add.isPending}
            isDisabled={!username.trim() || (isNew && !password)}
          >
            {m.member_add()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!atField && <InlineError error={add.error} />}
        <TextField
          label={m.username()}
          value={username}
          onChange={setUsername}
          autoComplete="off"
          spellCheck="false"
          error={problemAt(add.error, "username")}
          isRequired
          autoFocus
        />
        <RadioCards
          label={m.member_role()}
          choices={roleChoices()}
          value={role}
          onChange={setRole}
        />
        <Checkbox
          label={m.member_new()}
          help={m.member_new_help()}
          isSelected={isNew}
          onChange={setNew}
        />
        {isNew && (
          <TextField
            label={m.member_password()}
            help={m.member_password_help()}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            error={problemAt(add.error, "password")}
            isRequired
          />
        )}
      </form>
    </Dialog>
  );
};
