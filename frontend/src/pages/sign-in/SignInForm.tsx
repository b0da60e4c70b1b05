/** Name and password, friendly to password managers. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signIn } from "@/api/session";
import type { Session } from "@/api/types";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";

interface SignInFormProps {
  readonly username?: string;
  readonly onSignedIn: (session: Session) => void | Promise<void>;
}

export const SignInForm = ({ username: known = "", onSignedIn }: SignInFormProps) => {
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => signIn(username.trim(), password),
    onSuccess: onSignedIn,
    onError: () => setPassword(""),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <InlineError error={attempt.error} />
      <TextField
        label={m.username()}
        name="username"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        spellCheck="false"
        autoFocus={!known}
        isRequired
      />
      <TextField
        label={m.password()}
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={Boolean(known)}
        isRequired
      />
      <Button type="submit" look="primary" size="large" isPending={attempt.isPending}>
        {m.sign_in()}
      </Button>
    </form>
  );
};
