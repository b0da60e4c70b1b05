/** Where the work is: on the server, on this device, or in need of a decision. Always in sight. */
import {
  CircleAlert,
  CircleCheck,
  CloudUpload,
  Eye,
  HardDriveDownload,
  type LucideIcon,
  TriangleAlert,
  WifiOff,
} from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useShallow } from "zustand/react/shallow";
import { m } from "@/i18n";
import { formatTime } from "@/i18n/format";
import type { EditorState } from "@/store/editor";
import { Badge, type Tone } from "@/ui/Badge";
import { useDesk, useEditor } from "./context";

interface Look {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly text: string;
}

type Safety = Pick<EditorState, "save" | "seat" | "waiting" | "mayEdit" | "keeping">;

const safetyOf = ({ save, seat, waiting, mayEdit, keeping }: EditorState): Safety => ({
  save,
  seat,
  waiting,
  mayEdit,
  keeping,
});

const lookOf = ({ save, seat, waiting, mayEdit, keeping }: Safety): Look => {
  if (!mayEdit) return { tone: "neutral", icon: Eye, text: m.editor_save_read_only() };
  if (seat === "following") return { tone: "warn", icon: Eye, text: m.editor_save_following() };
  const isExposed = keeping === "page";
  const count = Math.max(1, waiting);
  switch (save.kind) {
    case "saved": {
      const text =
        save.at === null
          ? m.editor_save_saved()
          : m.editor_save_saved_at({ time: formatTime(new Date(save.at)) });
      return { tone: "good", icon: CircleCheck, text };
    }
    case "saving":
      return { tone: "neutral", icon: CloudUpload, text: m.editor_save_saving() };
    case "local":
      if (isExposed) return { tone: "warn", icon: TriangleAlert, text: m.editor_save_page_only() };
      return { tone: "neutral", icon: HardDriveDownload, text: m.editor_save_local({ count }) };
    case "offline": {
      const text = isExposed ? m.editor_save_offline_page() : m.editor_save_offline({ count });
      return { tone: "warn", icon: WifiOff, text };
    }
    case "sign-in":
      return { tone: "warn", icon: CircleAlert, text: m.editor_save_sign_in() };
    case "conflict":
      return { tone: "warn", icon: TriangleAlert, text: m.editor_save_conflict() };
    case "failed":
      return { tone: "bad", icon: TriangleAlert, text: m.editor_save_failed() };
  }
};

export const SaveStatus = () => {
  const { bench } = useDesk();
  // Not the whole state: that changes with every frame.
  const state = useEditor(useShallow(safetyOf));
  const { tone, icon, text } = lookOf(state);
  const { save } = state;
  const badge = (
    <Badge tone={tone} icon={icon} className="numeric">
      {text}
    </Badge>
  );
  const canRetry = save.kind !== "saved" && save.kind !== "saving" && save.kind !== "conflict";
  return (
    <div
      role="status"
      data-save={save.kind}
      title={save.kind === "failed" ? (save.message ?? "") : ""}
    >
      {canRetry && state.seat === "editing" ? (
        <AriaButton
          aria-label={m.editor_save_retry({ state: text })}
          className="focus-ring cursor-pointer rounded-sm"
          onPress={() => bench.saver.retry()}
        >
          {badge}
        </AriaButton>
      ) : (
        badge
      )}
    </div>
  );
};
