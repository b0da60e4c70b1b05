/** The dialogs of the editor, one at a time. */
import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { m } from "@/i18n";
import { removeAllTraces } from "@/store/edits";
import { Confirm } from "@/ui/Dialog";
import { ClashDialog } from "./ClashDialog";
import { useDesk, useEditor } from "./context";
import { Guideline } from "./Guideline";
import { HelpSheet } from "./HelpSheet";
import { HistoryDialog } from "./HistoryDialog";
import { MissingDialog } from "./MissingDialog";
import { CommandPalette } from "./palette/CommandPalette";
import { SkipDialog } from "./SkipDialog";
import type { Leaving } from "./useLeaving";

export type DialogName =
  | "help"
  | "ask"
  | "palette"
  | "guideline"
  | "skip"
  | "real"
  | "missing"
  | "return"
  | "history";

interface State {
  readonly shown: DialogName | null;
}

export interface DialogsStore {
  readonly store: StoreApi<State>;
  open(name: DialogName): void;
  close(): void;
}

export const useDialogs = (): DialogsStore =>
  useMemo(() => {
    const store = createStore<State>(() => ({ shown: null }));
    return {
      store,
      open: (shown) => store.setState({ shown }),
      close: () => store.setState({ shown: null }),
    };
  }, []);

interface DialogsProps {
  readonly dialogs: DialogsStore;
  readonly leaving: Leaving;
}

export const Dialogs = ({ dialogs, leaving }: DialogsProps) => {
  const { editor } = useDesk();
  const shown = useStore(dialogs.store, (state) => state.shown);
  const count = useEditor((state) => state.history.document.traces.length);
  const { close } = dialogs;
  return (
    <>
      <HelpSheet isOpen={shown === "help"} onClose={close} />
      <CommandPalette isOpen={shown === "palette"} onClose={close} />
      <HistoryDialog isOpen={shown === "history"} onClose={close} />
      <Guideline isOpen={shown === "guideline"} onClose={close} />
      <SkipDialog isOpen={shown === "skip"} onClose={close} onSkip={leaving.skip} />
      <Confirm
        title={m.editor_real_title()}
        text={m.editor_real_text({ count })}
        confirm={m.editor_real_confirm()}
        isOpen={shown === "real"}
        onClose={close}
        onConfirm={() => {
          editor.edit(removeAllTraces("real"));
          close();
        }}
      />
      <MissingDialog
        isOpen={shown === "missing"}
        onClose={close}
        onSubmit={() => void leaving.submitAnyway()}
      />
      <ClashDialog />
    </>
  );
};
