/** What the reviewer wrote; each comment leads to its frame and box. */
import { MessageSquareWarning } from "lucide-react";
import type { ReviewComment } from "@/api/types";
import { m } from "@/i18n";
import { useDesk } from "./context";

export const Comments = () => {
  const desk = useDesk();
  const { comments } = desk.bench.options.task;
  if (comments.length === 0) return null;
  return (
    <section
      aria-label={m.editor_comments()}
      className="border-b border-line bg-warn-soft/60 px-4 py-3"
    >
      <h2 className="flex items-center gap-2 pb-1.5 text-13 font-semibold text-warn">
        <MessageSquareWarning aria-hidden size={16} /> {m.editor_comments()}
      </h2>
      <ul className="-mx-2 flex flex-col">
        {comments.map((comment, index) => (
          <li key={comment.id ?? index}>
            <button
              type="button"
              onClick={() => showComment(desk, comment)}
              className="flex w-full cursor-pointer flex-col gap-0.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="text-13">{comment.text}</span>
              {comment.frame !== null && (
                <span className="numeric text-12 text-muted">
                  {m.editor_comment_at({ frame: comment.frame })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const showComment = (desk: ReturnType<typeof useDesk>, comment: ReviewComment): void => {
  if (comment.frame !== null) desk.seek(comment.frame);
  const { frame, box } = comment;
  desk.surface?.pin(box && frame !== null ? { frame, box } : null);
};
