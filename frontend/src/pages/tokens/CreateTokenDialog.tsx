/** Makes a token and shows it, this once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { createToken, tokensQuery } from "@/api/tokens";
import { m } from "@/i18n";
import { formatDate } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Copyable } from "@/ui/Copyable";
import { Dialog } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { RadioCards } from "@/ui/RadioCards";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import { expiryAfter, LIFETIMES, type Lifetime } from "./lifetime";

interface CreateTokenDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Access = "read" | "write";

export const CreateTokenDialog = ({ isOpen, onClose }: CreateTokenDialogProps) => {
  const form = useId();
  const [name, setName] = useState("");
  const [access, setAccess] = useState<Access>("read");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const queries = useQueryClient();
  const expiry = expiryAfter(lifetime, new Date());
  const create = useMutation({
    mutationFn: () =>
      createToken({
        name: name.trim(),
        scopes: access === "write" ? ["read", "write"] : ["read"],
        expires_at: expiry,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const close = (): void => {
    setName("");
    create.reset();
    onClose();
  };
  const secret = create.data?.token;
  if (secret !== undefined) {
    return (
      <Dialog
        title={m.token_made()}
        isOpen={isOpen}
        onClose={close}
        isDismissable={false}
        actions={
          <Button look="primary" onPress={close}>
            {m.token_kept()}
          </Button>
        }
      >
        <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
          <KeyRound aria-hidden size={16} className="mt-0.5 shrink-0" />
          {m.token_once()}
        </p>
        <Copyable label={create.data?.name ?? ""} text={secret} />
        <Copyable
          label={m.token_try()}
          text={`curl -H "Authorization: Token ${secret}" \\\n  ${window.location.origin}/api/v1/projects/`}
        />
      </Dialog>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title={m.token_create()}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{m.cancel()}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isPending={create.isPending}
            isDisabled={!name.trim()}
          >
            {m.token_create()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!problemAt(create.error, "name") && <InlineError error={create.error} />}
        <TextField
          label={m.token_name()}
          placeholder={m.token_name_example()}
          value={name}
          onChange={setName}
          error={problemAt(create.error, "name")}
          isRequired
          autoFocus
        />
        <RadioCards<Access>
          label={m.token_scopes()}
          choices={[
            { key: "read", text: m.scope_read(), detail: m.scope_read_text() },
            { key: "write", text: m.scope_read_write(), detail: m.scope_write_text() },
          ]}
          value={access}
          onChange={setAccess}
        />
        <Select
          label={m.token_expires()}
          help={expiry ? m.token_until({ date: formatDate(expiry) }) : m.token_never_help()}
          choices={LIFETIMES.map((key) => ({
            key,
            text: key === "never" ? m.token_never() : m.days_count({ count: Number(key) }),
          }))}
          value={lifetime}
          onChange={setLifetime}
        />
      </form>
    </Dialog>
  );
};
