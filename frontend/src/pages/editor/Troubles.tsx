/** Work that is in danger: only this page holds it, or the server will not take it. */
import { FileWarning, HardDrive } from "lucide-react";
import { m } from "@/i18n";
import type { SaveState } from "@/store/saver";
import { Button } from "@/ui/Button";
import { useDesk, useEditor } from "./context";
import { Notice } from "./Notice";

export const Troubles = () => {
  const { bench } = useDesk();
  const save = useEditor((state) => state.save);
  const isExposed = useEditor((state) => state.keeping === "page");
  return (
    <>
      {isExposed && save.kind !== "saved" && (
        <Notice icon={HardDrive} tone="warn" text={m.editor_trouble_storage()} />
      )}
      {save.kind === "failed" && (
        <Notice
          icon={FileWarning}
          tone="warn"
          text={reasonText(save)}
          actions={
            <>
              <Button size="dense" onPress={() => void bench.download()}>
                {m.editor_trouble_copy()}
              </Button>
              {save.reason === "unreadable" ? (
                <Button size="dense" look="primary" onPress={() => window.location.reload()}>
                  {m.editor_reload()}
                </Button>
              ) : (
                <Button size="dense" look="primary" onPress={() => bench.saver.retry()}>
                  {m.try_again()}
                </Button>
              )}
            </>
          }
        />
      )}
    </>
  );
};

const reasonText = (save: Extract<SaveState, { kind: "failed" }>): string => {
  switch (save.reason) {
    case "gone":
      return m.editor_trouble_gone();
    case "unreadable":
      return m.editor_trouble_unreadable();
    case "refused":
      return m.editor_trouble_refused({ reason: save.message ?? "" });
  }
};
