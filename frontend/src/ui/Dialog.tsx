/** Modal dialogs: a small one in the middle, a sheet at the side, and one that asks before harm. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { m } from "@/i18n";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";

const SCRIM = "animate-fade fixed inset-0 z-50 flex bg-scrim";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly width?: "small" | "medium" | "large";
  /** False where leaving would lose something: then only the buttons close it. */
  readonly isDismissable?: boolean;
  readonly role?: "dialog" | "alertdialog";
  readonly children: ReactNode;
  /** The row of buttons at the bottom. */
  readonly actions?: ReactNode;
}

const WIDTHS = { small: "max-w-100", medium: "max-w-140", large: "max-w-220" } as const;

export const Dialog = ({
  title,
  isOpen,
  onClose,
  width = "medium",
  isDismissable = true,
  role = "dialog",
  children,
  actions,
}: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable={isDismissable}
    isKeyboardDismissDisabled={!isDismissable}
    className={cx(SCRIM, "items-start justify-center overflow-y-auto p-4 tablet:p-12")}
  >
    <Modal className={cx("w-full", WIDTHS[width])}>
      <AriaDialog
        role={role}
        className="animate-appear flex flex-col rounded-lg border border-line bg-raised shadow-overlay outline-none"
      >
        <header className="flex items-center justify-between gap-4 pt-4 pr-3 pl-6">
          <Heading slot="title" className="text-16 font-semibold">
            {title}
          </Heading>
          {isDismissable && (
            <IconButton icon={X} label={m.close()} size="dense" onPress={onClose} />
          )}
        </header>
        <div className="flex flex-col gap-4 px-6 py-4">{children}</div>
        {actions && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-3">
            {actions}
          </footer>
        )}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export const Sheet = ({ title, isOpen, onClose, children, actions }: SheetProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable
    className={cx(SCRIM, "justify-end")}
  >
    <Modal className="h-full w-full max-w-120">
      <AriaDialog className="animate-slide-in flex h-full flex-col border-l border-line bg-raised shadow-overlay outline-none">
        <header className="flex items-center justify-between gap-4 border-b border-line py-3 pr-3 pl-6">
          <Heading slot="title" className="min-w-0 truncate text-16 font-semibold">
            {title}
          </Heading>
          <IconButton icon={X} label={m.close()} size="dense" onPress={onClose} />
        </header>
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">
          {children}
        </div>
        {actions && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-3">
            {actions}
          </footer>
        )}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

interface ConfirmProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  readonly isOpen: boolean;
  readonly isPending?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export const Confirm = ({
  title,
  text,
  confirm,
  isOpen,
  isPending = false,
  onConfirm,
  onClose,
}: ConfirmProps) => (
  <Dialog
    title={title}
    isOpen={isOpen}
    onClose={onClose}
    width="small"
    role="alertdialog"
    actions={
      <>
        <Button onPress={onClose}>{m.cancel()}</Button>
        <Button look="danger" isPending={isPending} onPress={onConfirm}>
          {confirm}
        </Button>
      </>
    }
  >
    <p className="text-14 text-muted">{text}</p>
  </Dialog>
);
