/**
 * On a telephone there is no room to mark exactly: it says so before the clip is taken up. Nobody
 * is locked out, and a page that is enlarged at a desk is not a telephone.
 */
import { useNavigate } from "@tanstack/react-router";
import { MonitorSmartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { m } from "@/i18n";
import { useMedia } from "@/lib/useMedia";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/Panel";

interface NarrowGateProps {
  readonly project: string;
  readonly children: ReactNode;
}

export const NarrowGate = ({ project, children }: NarrowGateProps) => {
  const isTelephone = useMedia("(max-width: 767px) and (pointer: coarse)");
  const [isWanted, setWanted] = useState(false);
  const navigate = useNavigate();
  if (!isTelephone || isWanted) return children;
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        isPage
        icon={MonitorSmartphone}
        title={m.editor_narrow_title()}
        text={m.editor_narrow_text()}
        action={
          <>
            <Button
              look="primary"
              onPress={() => void navigate({ to: "/p/$project", params: { project } })}
            >
              {m.editor_leave()}
            </Button>
            <Button onPress={() => setWanted(true)}>{m.editor_narrow_anyway()}</Button>
          </>
        }
      />
    </main>
  );
};
