/** Opens over whatever is on the screen when the session has expired. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery, signOut } from "@/api/session";
import { settleSignIn, useGate } from "@/api/session-gate";
import type { Session } from "@/api/types";
import { m } from "@/i18n";
import { SignInForm } from "@/pages/sign-in/SignInForm";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

export const SignInDialog = () => {
  const isOpen = useGate((gate) => gate.state === "waiting");
  const queries = useQueryClient();
  const before = queries.getQueryData(sessionQuery.queryKey)?.user?.username;
  const [isOther, setOther] = useState(false);

  const onSignedIn = async (session: Session): Promise<void> => {
    if (before !== undefined && session.user?.username !== before) {
      // The waiting requests are somebody else's work: they must not go out in this name.
      setOther(true);
      await signOut();
      return;
    }
    setOther(false);
    queries.setQueryData(sessionQuery.queryKey, session);
    settleSignIn(true);
  };

  return (
    <Dialog
      title={m.gate_title()}
      isOpen={isOpen}
      onClose={() => settleSignIn(false)}
      isDismissable={false}
      width="small"
    >
      <p className="text-14 text-muted">{m.gate_text()}</p>
      {isOther && (
        <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
          {m.gate_other({ name: before ?? "" })}
        </p>
      )}
      <SignInForm username={before ?? ""} onSignedIn={onSignedIn} />
      <Button look="quiet" onPress={() => settleSignIn(false)}>
        {m.gate_later()}
      </Button>
    </Dialog>
  );
};
