/** Short messages at the edge of the screen. Errors stay until dismissed; the others leave. */
import { CircleCheck, Info, type LucideIcon, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { create } from "zustand";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";

type Kind = "done" | "note" | "error";

interface Toast {
  readonly id: number;
  readonly kind: Kind;
  readonly text: string;
  readonly action?: { readonly text: string; readonly run: () => void };
}

const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
let lastId = 0;

/**
 * Shows a message; an `action` such as "Undo" stands beside it. The same words a second time take
 * the place of the first. The answer takes the message away.
 */
export const toast = (kind: Kind, text: string, action?: Toast["action"]): (() => void) => {
  lastId += 1;
  const id = lastId;
  const added: Toast = { id, kind, text, ...(action ? { action } : {}) };
  const isAgain = (old: Toast): boolean => old.kind === kind && old.text === text && !old.action;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((old) => !isAgain(old)), added].slice(-4),
  }));
  return () => dismiss(id);
};

const dismiss = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

const LASTS_MS = 6000;
const GLYPHS: Readonly<Record<Kind, readonly [LucideIcon, string]>> = {
  done: [CircleCheck, "text-good"],
  note: [Info, "text-accent"],
  error: [TriangleAlert, "text-bad"],
};

const ToastCard = ({ toast: shown }: { readonly toast: Toast }) => {
  const [isHeld, setHeld] = useState(false);
  useScope(
    (scope) => {
      if (shown.kind !== "error" && !isHeld) scope.timeout(LASTS_MS, () => dismiss(shown.id));
    },
    [shown.id, shown.kind, isHeld],
  );
  const [Icon, colour] = GLYPHS[shown.kind];
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="animate-appear pointer-events-auto flex w-90 max-w-full items-center gap-3 rounded-md border border-line bg-raised py-2 pr-2 pl-3 shadow-overlay"
    >
      <Icon aria-hidden size={18} className={cx("shrink-0", colour)} />
      <span className="flex-1 text-13">{shown.text}</span>
      {shown.action && (
        <Button
          size="dense"
          onPress={() => {
            shown.action?.run();
            dismiss(shown.id);
          }}
        >
          {shown.action.text}
        </Button>
      )}
      <IconButton icon={X} label={m.dismiss()} size="dense" onPress={() => dismiss(shown.id)} />
    </li>
  );
};

/** Stands once in the frame. */
export const Toasts = () => {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label={m.notifications()}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(1rem+var(--bottom-bar,0px))] z-60 flex justify-center"
    >
      <ul className="flex flex-col gap-2">
        {toasts.map((shown) => (
          <ToastCard key={shown.id} toast={shown} />
        ))}
      </ul>
    </section>
  );
};
