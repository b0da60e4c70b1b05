/** What the person must know while working: restored work, another tab, a clip that does not play. */
import { Eye, History, type LucideIcon, MonitorSmartphone, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import type { Trouble } from "./bench";
import { useDesk, useEditor } from "./context";

interface NoticesProps {
  readonly trouble: Trouble | null;
  readonly onDismiss: () => void;
}

export const Notices = ({ trouble, onDismiss }: NoticesProps) => {
  const { bench, editor } = useDesk();
  const seat = useEditor((state) => state.seat);
  const restored = useEditor((state) => state.restored);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 flex flex-col items-center gap-2 px-4">
      {bench.options.mode === "review" && !bench.options.isHeld && (
        <Notice icon={Eye} text={m.editor_not_held()} />
      )}
      {seat === "following" && (
        <Notice icon={MonitorSmartphone} text={m.editor_following()}>
          <Button size="dense" look="primary" onPress={() => bench.tabs.takeOver()}>
            {m.editor_take_over()}
          </Button>
        </Notice>
      )}
      {restored && (
        <Notice icon={History} text={restoredText(restored)}>
          <Button size="dense" onPress={() => editor.set({ restored: null })}>
            {m.editor_understood()}
          </Button>
        </Notice>
      )}
      {trouble && (
        <Notice
          icon={TriangleAlert}
          text={trouble === "media" ? m.editor_trouble_media() : m.editor_trouble_exact()}
        >
          {trouble === "media" ? (
            <Button size="dense" onPress={() => window.location.reload()}>
              {m.editor_reload()}
            </Button>
          ) : (
            <Button size="dense" onPress={onDismiss}>
              {m.editor_understood()}
            </Button>
          )}
        </Notice>
      )}
    </div>
  );
};

const restoredText = (restored: { readonly traces: number; readonly other: boolean }): string => {
  if (restored.traces === 0) return m.editor_restored_other();
  return restored.other
    ? m.editor_restored_both({ count: restored.traces })
    : m.editor_restored({ count: restored.traces });
};

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly children?: ReactNode;
}

const Notice = ({ icon: Icon, text, children }: NoticeProps) => (
  <div
    role="status"
    className="animate-appear pointer-events-auto flex max-w-160 items-center gap-3 rounded-md border border-line bg-raised py-2 pr-2 pl-3 text-13 shadow-overlay"
  >
    <Icon aria-hidden size={18} className="shrink-0 text-accent" />
    <span className="flex-1">{text}</span>
    {children}
  </div>
);
