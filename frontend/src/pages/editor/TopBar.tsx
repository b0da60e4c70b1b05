/** The head of the screen: where you are, whether the work is safe, and how to finish. */
import { useNavigate } from "@tanstack/react-router";
import {
  ArrowLeft,
  Check,
  CornerUpLeft,
  History as HistoryIcon,
  Keyboard,
  Link2,
  Redo2,
  Send,
  SkipForward,
  Undo2,
} from "lucide-react";
import { m } from "@/i18n";
import { canEdit } from "@/store/editor";
import { canUndo } from "@/store/history";
import { Button, IconButton } from "@/ui/Button";
import { redo, undo } from "./commands/traces";
import { copyPlace } from "./commands/viewing";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";
import { SaveStatus } from "./SaveStatus";
import type { Leaving } from "./useLeaving";
import { secondsText } from "./words";

interface TopBarProps {
  readonly leaving: Leaving;
  /** A way out is being gone. */
  readonly isBusy: boolean;
}

export const TopBar = ({ leaving, isBusy }: TopBarProps) => {
  const desk = useDesk();
  const navigate = useNavigate();
  const { project, task } = desk.bench.options;
  const { video } = task;
  const mayUndo = useEditor((state) => canEdit(state) && canUndo(state.history));
  const canRedo = useEditor((state) => canEdit(state) && state.history.future.length > 0);
  const name = desk.isReview && video.name ? video.name : m.task_number({ id: task.id });
  return (
    <header className="flex min-w-0 items-center gap-3 border-b border-line bg-panel px-3 py-2 [grid-area:top]">
      <IconButton
        icon={ArrowLeft}
        label={m.editor_leave()}
        onPress={() => void navigate({ to: "/p/$project", params: { project: project.slug } })}
      />
      <div className="flex min-w-0 flex-col leading-tight">
        <h1 className="truncate text-14 font-semibold">
          {desk.isReview ? m.editor_title_review({ name }) : name}
        </h1>
        <p className="numeric truncate text-12 text-muted">
          {project.name} · {secondsText(video.duration_s ?? 0)} · {video.width}×{video.height}
        </p>
      </div>
      <div className="ml-2 flex items-center gap-1">
        <IconButton
          icon={Undo2}
          label={m.editor_undo()}
          isDisabled={!mayUndo}
          onPress={() => undo(desk)}
        />
        <IconButton
          icon={Redo2}
          label={m.editor_redo()}
          isDisabled={!canRedo}
          onPress={() => redo(desk)}
        />
      </div>
      <div className="ml-auto flex items-center gap-2">
        <SaveStatus />
        <IconButton icon={Link2} label={m.copy_link()} onPress={() => copyPlace(desk)} />
        <IconButton
          icon={HistoryIcon}
          label={m.history_title()}
          onPress={() => desk.room.openHistory()}
        />
        <IconButton icon={Keyboard} label={m.editor_help()} onPress={() => desk.room.openHelp()} />
        {desk.isReview ? (
          <ReviewActions leaving={leaving} isBusy={isBusy} />
        ) : (
          <LabelActions leaving={leaving} isBusy={isBusy} />
        )}
      </div>
    </header>
  );
};

const LabelActions = ({ leaving, isBusy }: TopBarProps) => {
  const { room } = useDesk();
  const isLocked = useEditor((state) => !canEdit(state));
  return (
    <>
      <Button icon={SkipForward} isDisabled={isLocked} onPress={() => room.skip()}>
        {m.editor_skip()}
      </Button>
      <Button
        look="primary"
        icon={Send}
        isDisabled={isLocked}
        isPending={isBusy}
        onPress={() => void leaving.submit()}
      >
        {m.editor_submit()}
      </Button>
    </>
  );
};

const ReviewActions = ({ leaving, isBusy }: TopBarProps) => {
  const { room } = useDesk();
  const mayDecide = useEditor((state) => state.mayEdit);
  return (
    <>
      <Button icon={CornerUpLeft} isDisabled={!mayDecide} onPress={() => room.giveBack()}>
        {m.editor_return()} <BoundKey of="giveBack" />
      </Button>
      <Button
        look="primary"
        icon={Check}
        isDisabled={!mayDecide}
        isPending={isBusy}
        onPress={() => void leaving.accept()}
      >
        {m.editor_accept()} <BoundKey of="accept" />
      </Button>
    </>
  );
};
