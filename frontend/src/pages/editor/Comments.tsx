/** What the reviewer wrote; each comment leads to its place, and is ticked off or replied to. */
import { Check, CircleDashed, MessageSquareWarning } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { ReviewComment } from "@/api/types";
import { m } from "@/i18n";
import { canEdit } from "@/store/editor";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { cx } from "@/ui/cx";
import { TextField } from "@/ui/TextField";
import { answer, show } from "./commands/comments";
import { answerOf, isAnswered } from "./comments";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";
import { PinNumber } from "./PinNumber";

export const Comments = () => {
  const desk = useDesk();
  const list = useStore(desk.comments, (state) => state.list);
  const focused = useStore(desk.comments, (state) => state.focused);
  const mayEdit = useEditor(canEdit);
  if (list.length === 0) return null;
  const title = desk.isReview ? m.editor_comments_before() : m.editor_comments();
  return (
    <section aria-label={title} className="border-b border-line bg-warn-soft/60 px-4 py-3">
      <h2 className="flex items-center gap-2 pb-1.5 text-13 font-semibold text-warn">
        <MessageSquareWarning aria-hidden size={16} /> {title}
        <BoundKey of="comment" />
        <span className="numeric ml-auto font-normal">
          {m.editor_comments_done({ done: list.filter(isAnswered).length, count: list.length })}
        </span>
      </h2>
      <ul className="-mx-2 flex flex-col gap-0.5">
        {list.map((comment, index) => (
          <li
            key={comment.id ?? index}
            className={cx(
              "flex flex-col rounded-md px-2 py-1.5",
              comment.id === focused && "bg-hover shadow-[inset_3px_0_0_var(--warn)]",
            )}
          >
            <div className="flex items-start gap-2">
              <PinNumber number={index + 1} />
              <button
                type="button"
                onClick={() => show(desk, comment)}
                className="flex min-w-0 flex-1 cursor-pointer flex-col gap-0.5 text-left hover:underline"
              >
                <span className={cx("text-13 wrap-anywhere", comment.done && "text-muted")}>
                  {comment.text}
                </span>
                {comment.frame !== null && (
                  <span className="numeric text-12 text-muted">
                    {m.editor_comment_at({ frame: comment.frame })}
                  </span>
                )}
              </button>
              {(desk.isReview || !mayEdit) && <Standing comment={comment} />}
            </div>
            {!desk.isReview && mayEdit ? (
              <Answering comment={comment} isFocused={comment.id === focused} />
            ) : (
              comment.reply && (
                <p className="mt-1 border-l-2 border-control pl-2 text-12 wrap-anywhere">
                  <span className="sr-only">{m.editor_comment_reply()}: </span>
                  {comment.reply}
                </p>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Standing = ({ comment }: { readonly comment: ReviewComment }) =>
  comment.done ? (
    <Badge tone="good" icon={Check}>
      {m.editor_comment_is_done()}
    </Badge>
  ) : (
    <Badge tone="warn" icon={CircleDashed}>
      {comment.reply ? m.editor_comment_replied() : m.editor_comment_unanswered()}
    </Badge>
  );

interface AnsweringProps {
  readonly comment: ReviewComment;
  readonly isFocused: boolean;
}

const Answering = ({ comment, isFocused }: AnsweringProps) => {
  const desk = useDesk();
  const { done, reply } = answerOf(comment);
  const [isReplying, setReplying] = useState(false);
  const [text, setText] = useState(reply);
  const send = async (): Promise<void> => {
    const isSent =
      text.trim() === reply || (await answer(desk, comment, { done, reply: text.trim() }));
    // What could not be sent stays in the field.
    if (isSent) setReplying(false);
  };
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <Checkbox
          label={m.editor_comment_is_done()}
          aria-label={m.editor_comment_tick({ text: comment.text })}
          isSelected={done}
          onChange={(next) => void answer(desk, comment, { done: next, reply })}
        />
        {isFocused && <BoundKey of="tickComment" />}
        {!isReplying && (
          <Button
            look="quiet"
            size="dense"
            onPress={() => {
              setText(reply);
              setReplying(true);
            }}
          >
            {m.editor_comment_reply()}
          </Button>
        )}
      </div>
      {isReplying ? (
        <div className="flex flex-col gap-1.5">
          <TextField
            label={m.editor_comment_reply()}
            rows={2}
            value={text}
            onChange={setText}
            onBlur={() => void send()}
            autoFocus
          />
          <Button size="dense" className="self-end" onPress={() => void send()}>
            {m.save()}
          </Button>
        </div>
      ) : (
        reply && <p className="border-l-2 border-control pl-2 text-12 wrap-anywhere">{reply}</p>
      )}
    </div>
  );
};
