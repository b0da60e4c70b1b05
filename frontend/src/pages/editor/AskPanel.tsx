/** A question in the making, pinned to the frame on screen and the box at hand. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MapPin, X } from "lucide-react";
import { useState } from "react";
import { askReviewer, questionsQuery } from "@/api/questions";
import type { Box } from "@/domain/geometry";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { Button, IconButton } from "@/ui/Button";
import { InlineError } from "@/ui/Panel";
import { Switch } from "@/ui/Switch";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { useDesk, useEditor } from "./context";
import { isInSpan } from "./desk";
import { sendingKey } from "./sending-key";

export const AskPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const desk = useDesk();
  const queries = useQueryClient();
  const { task } = desk.bench.options;
  const [text, setText] = useState("");
  const [hasBox, setHasBox] = useState(true);
  const { frame, box } = useBoxAtHand();
  const ask = useMutation({
    mutationFn: () =>
      askReviewer(task.id, {
        text: text.trim(),
        frame,
        box: hasBox && box ? [box[0], box[1], box[2], box[3]] : null,
      }),
    onSuccess: async () => {
      toast("done", m.editor_asked());
      onClose();
      desk.room.focusStage();
      await queries.invalidateQueries(questionsQuery(task.id));
    },
  });
  const send = (): void => {
    if (text.trim() !== "" && !ask.isPending) ask.mutate();
  };
  return (
    <form
      aria-label={m.editor_ask()}
      className="flex max-h-[50dvh] flex-col gap-3 overflow-y-auto border-b border-l border-line bg-raised px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <header className="flex items-center justify-between">
        <h2 className="text-14 font-semibold">{m.editor_ask()}</h2>
        <IconButton icon={X} label={m.close()} size="dense" onPress={onClose} />
      </header>
      <TextField
        label={m.editor_question()}
        help={m.editor_ask_help()}
        rows={2}
        maxLength={5000}
        value={text}
        onChange={setText}
        onKeyDown={sendingKey(send)}
        autoFocus
      />
      <p className="numeric flex items-center gap-2 text-12 text-muted">
        <MapPin aria-hidden size={14} /> {m.editor_comment_at({ frame })}
      </p>
      {box && <Switch label={m.editor_comment_box()} isSelected={hasBox} onChange={setHasBox} />}
      <InlineError error={ask.error} />
      <Button
        type="submit"
        size="dense"
        look="primary"
        className="self-end"
        isDisabled={text.trim() === ""}
        isPending={ask.isPending}
      >
        {m.editor_ask_send()}
      </Button>
    </form>
  );
};

/** The box that was drawn for the question at this frame, else that of the selected trace. */
const useBoxAtHand = (): { readonly frame: number; readonly box: Box | null } => {
  const desk = useDesk();
  const [drawn, setDrawn] = useState<{ readonly frame: number; readonly box: Box } | null>(null);
  const frame = useEditor((state) => state.frame);
  const trace = useEditor((state) =>
    state.history.document.traces.find(({ id }) => id === state.selected),
  );
  useScope(
    (scope) => {
      desk.onDrawn = (box) => {
        const at = desk.editor.state.frame;
        setDrawn({ frame: at, box });
        desk.surface?.pin({ frame: at, box });
      };
      scope.defer(() => {
        desk.onDrawn = null;
        desk.surface?.pin(null);
      });
    },
    [desk],
  );
  if (drawn?.frame === frame) return { frame, box: drawn.box };
  return { frame, box: trace && isInSpan(trace, frame) ? boxAt(trace.track, frame) : null };
};
