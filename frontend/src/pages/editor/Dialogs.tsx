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
  /** Which opening this is: one that is opened while it still fades begins anew. */
  readonly number: number;
}

/** These lie in the inspector, beside the picture. */
const PANELS: ReadonlySet<DialogName> = new Set<DialogName>(["ask", "return"]);

export interface DialogsStore {
  readonly store: StoreApi<State>;
  open(name: DialogName): void;
  close(): void;
  /** Whether one is shown that lies over the editor. */
  isModal(): boolean;
}

export const useDialogs = (): DialogsStore =>
  useMemo(() => {
    const store = createStore<State>(() => ({ shown: null, number: 0 }));
    return {
      store,
      open: (shown) => store.setState(({ number }) => ({ shown, number: number + 1 })),
      close: () => store.setState({ shown: null }),
      isModal: () => {
        const { shown } = store.getState();
        return shown !== null && !PANELS.has(shown);
      },
    };
  }, []);

interface DialogsProps {
  readonly dialogs: DialogsStore;
  readonly leaving: Leaving;
}

export const Dialogs = ({ dialogs, leaving }: DialogsProps) => {
  const { editor } = useDesk();
  const { shown, number } = useStore(dialogs.store);
  const count = useEditor((state) => state.history.document.traces.length);
  const { close } = dialogs;
  return (
    <>
      <HelpSheet isOpen={shown === "help"} onClose={close} />
      <CommandPalette isOpen={shown === "palette"} number={number} onClose={close} />
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
