/** A reviewer's comments in the making, pinned to the frame on screen and the box at hand. */
import { MapPin, Trash2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { ReviewComment } from "@/api/types";
import type { Box } from "@/domain/geometry";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { Button, IconButton } from "@/ui/Button";
import { Switch } from "@/ui/Switch";
import { TextField } from "@/ui/TextField";
import { show } from "./commands/comments";
import { useDesk, useEditor } from "./context";
import { isInSpan } from "./desk";
import { PinNumber } from "./PinNumber";
import { keepDraft, readDraft } from "./return-draft";
import { sendingKey } from "./sending-key";
import type { Leaving } from "./useLeaving";

/** Where the comment is written. */
export const RETURN_ID = "return-comment";

interface ReturnPanelProps {
  readonly leaving: Leaving;
  readonly isBusy: boolean;
  readonly onClose: () => void;
}

export const ReturnPanel = ({ leaving, isBusy, onClose }: ReturnPanelProps) => {
  const desk = useDesk();
  const { task } = desk.bench.options;
  const [draft] = useState(() => readDraft(task.id));
  const [comments, setComments] = useState(draft.comments);
  const [text, setText] = useState(draft.text);
  const [hasBox, setHasBox] = useState(true);
  const [drawn, setDrawn] = useState<{ readonly frame: number; readonly box: Box } | null>(null);
  const frame = useEditor((state) => state.frame);
  const trace = useEditor((state) =>
    state.history.document.traces.find((each) => each.id === state.selected),
  );
  const selectedBox = trace && isInSpan(trace, frame) ? boxAt(trace.track, frame) : null;
  const box = drawn?.frame === frame ? drawn.box : selectedBox;
  const pending: ReviewComment | null =
    text.trim() === "" ? null : { text: text.trim(), frame, box: hasBox ? copied(box) : null };
  const all = pending ? [...comments, pending] : comments;
  const add = (): void => {
    setComments(all);
    setText("");
    setDrawn(null);
    desk.surface?.pin(null);
  };
  const before = useStore(desk.comments, (state) => state.list.length);
  // What is written already shows on the picture as long as this is open.
  useEffect(() => desk.comments.setState({ drafts: comments }), [desk, comments]);
  useEffect(() => () => desk.comments.setState({ drafts: [] }), [desk]);
  // A reload or a closed panel must not lose what was written.
  useEffect(() => keepDraft(task.id, { comments, text }), [task, comments, text]);
  const giveBack = (): void => void leaving.giveBack(all);
  const send = (): void => {
    if (pending) add();
    else if (all.length > 0 && !isBusy) giveBack();
  };
  useScope(
    (scope) => {
      desk.onDrawn = (taken) => {
        const at = desk.editor.state.frame;
        setDrawn({ frame: at, box: taken });
        setHasBox(true);
        desk.surface?.pin({ frame: at, box: taken });
      };
      scope.defer(() => {
        desk.onDrawn = null;
        desk.surface?.pin(null);
      });
    },
    [desk],
  );
  return (
    <section
      aria-label={m.editor_return_title()}
      className="flex max-h-[50dvh] shrink-0 flex-col border-b border-l border-line bg-raised"
    >
      <header className="flex items-center justify-between px-4 pt-3">
        <h2 className="text-14 font-semibold">{m.editor_return_title()}</h2>
        <IconButton icon={X} label={m.close()} size="dense" onPress={onClose} />
      </header>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3">
        {comments.length > 0 && (
          <ul className="flex flex-col gap-1">
            {comments.map((comment, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: comments have no other identity yet.
              <li key={index} className="flex items-start gap-2 rounded-md bg-sunken p-2">
                <PinNumber number={before + index + 1} />
                <button
                  type="button"
                  className="flex-1 cursor-pointer text-left text-13"
                  onClick={() => show(desk, comment)}
                >
                  {comment.text}
                  <span className="numeric block text-12 text-muted">
                    {m.editor_comment_at({ frame: comment.frame ?? 0 })}
                  </span>
                </button>
                <IconButton
                  icon={Trash2}
                  label={m.editor_comment_remove()}
                  size="dense"
                  onPress={() => setComments(comments.filter((_, each) => each !== index))}
                />
              </li>
            ))}
          </ul>
        )}
        <TextField
          id={RETURN_ID}
          onKeyDown={sendingKey(send)}
          label={m.editor_comment()}
          help={m.editor_comment_help()}
          rows={2}
          value={text}
          onChange={setText}
          autoFocus
        />
        <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="numeric flex items-center gap-2 text-13">
            <MapPin aria-hidden size={14} /> {m.editor_comment_at({ frame })}
          </p>
          {box && (
            <Switch label={m.editor_comment_box()} isSelected={hasBox} onChange={setHasBox} />
          )}
        </div>
        <p className="text-12 text-muted">{m.editor_return_keys()}</p>
      </div>
      {/* Never scrolled away by many comments. */}
      <div className="flex justify-end gap-2 border-t border-line px-4 py-2">
        <Button size="dense" isDisabled={!pending} onPress={add}>
          {m.editor_comment_add()}
        </Button>
        <Button
          size="dense"
          look="primary"
          isDisabled={all.length === 0}
          isPending={isBusy}
          onPress={giveBack}
        >
          {m.editor_return_confirm()}
        </Button>
      </div>
    </section>
  );
};

const copied = (box: Box | null): ReviewComment["box"] =>
  box ? [box[0], box[1], box[2], box[3]] : null;
