/** What the person must know while working: restored work, another tab, a clip that does not play. */
import { Eye, MonitorSmartphone, TriangleAlert } from "lucide-react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import type { Trouble } from "./bench";
import { useDesk, useEditor } from "./context";
import { Notice } from "./Notice";
import { Restored } from "./Restored";
import { Troubles } from "./Troubles";

interface NoticesProps {
  readonly trouble: Trouble | null;
  readonly onDismiss: () => void;
}

export const Notices = ({ trouble, onDismiss }: NoticesProps) => {
  const { bench } = useDesk();
  const seat = useEditor((state) => state.seat);
  const restored = useEditor((state) => state.restored);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 flex flex-col items-center gap-2 px-4">
      {bench.options.mode === "review" && !bench.options.isHeld && (
        <Notice icon={Eye} text={m.editor_not_held()} />
      )}
      {seat === "following" && (
        <Notice
          icon={MonitorSmartphone}
          text={m.editor_following()}
          actions={
            <Button size="dense" look="primary" onPress={() => bench.tabs.takeOver()}>
              {m.editor_take_over()}
            </Button>
          }
        />
      )}
      {restored && <Restored restored={restored} />}
      <Troubles />
      {trouble && (
        <Notice
          icon={TriangleAlert}
          text={trouble === "media" ? m.editor_trouble_media() : m.editor_trouble_exact()}
          actions={
            trouble === "media" ? (
              <Button size="dense" onPress={() => window.location.reload()}>
                {m.editor_reload()}
              </Button>
            ) : (
              <Button size="dense" onPress={onDismiss}>
                {m.editor_understood()}
              </Button>
            )
          }
        />
      )}
    </div>
  );
};
