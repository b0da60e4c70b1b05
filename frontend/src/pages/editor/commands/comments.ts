/** Commands on a reviewer's comments: go to one, tick it off; and where a clip opens. */
import { explain } from "@/api/explain";
import type { ReviewComment } from "@/api/types";
import { m } from "@/i18n";
import type { Scope } from "@/lib/scope";
import type { Place } from "@/routes/place";
import type { Flag } from "@/timeline/Ruler";
import { toast } from "@/ui/toast";
import { type Answer, answerOf, marksOf, nextComment, withAnswer } from "../comments";
import type { Desk } from "../desk";
import { answerComment } from "../requests";

export const show = (desk: Desk, comment: ReviewComment): void => {
  desk.comments.setState({ focused: comment.id ?? null });
  showPlace(desk, comment);
};

/** Goes to what somebody points at, and points there too. */
export const showPlace = (
  desk: Desk,
  { frame, box }: Pick<ReviewComment, "frame" | "box">,
): void => {
  if (frame !== null) desk.seek(frame);
  desk.surface?.pin(box && frame !== null ? { frame, box } : null);
};

export const next = (desk: Desk): void => {
  const found = nextComment(desk.comments.getState());
  if (!found) desk.room.hint(m.editor_hint_no_comments());
  else {
    show(desk, found);
    desk.room.hint(found.text);
  }
};

export const tick = (desk: Desk): void => {
  const { list, focused } = desk.comments.getState();
  const found = list.find(({ id }) => id === focused);
  if (!found) desk.room.hint(m.editor_hint_comment_first());
  else if (desk.mayEdit()) {
    const { done, reply } = answerOf(found);
    desk.room.hint(done ? m.editor_hint_comment_open() : m.editor_hint_comment_done());
    void answer(desk, found, { done: !done, reply });
  }
};

/** Shown at once; taken back, with the reason, when the server refuses it. */
export const answer = async (
  desk: Desk,
  comment: ReviewComment,
  given: Answer,
): Promise<boolean> => {
  const { id } = comment;
  if (id === undefined) return false;
  const set = (to: Answer): void =>
    desk.comments.setState(({ list }) => ({ list: withAnswer(list, id, to) }));
  set(given);
  const sent = answerComment(desk.bench.options.task.id, id, given);
  desk.bench.answering = Promise.allSettled([desk.bench.answering, sent]);
  try {
    await sent;
    return true;
  } catch (error) {
    set(answerOf(comment));
    toast("error", explain(error).text);
    return false;
  }
};

export const flagsOf = (comments: readonly ReviewComment[]): readonly Flag[] =>
  comments.flatMap(({ id, frame, done }, index) =>
    frame === null ? [] : [{ id: id ?? -index, frame, isDone: done ?? false }],
  );

/** Whatever way a frame with comments' boxes comes up, they show, and one of them is chosen. */
export const keepPinned = (desk: Desk, scope: Scope): void => {
  const mark = (): void => desk.surface?.mark(marksOf(desk.comments.getState()));
  mark();
  scope.defer(desk.comments.subscribe(mark));
  scope.defer(
    desk.editor.store.subscribe((now, before) => {
      // While the reviewer points at something, the pin is theirs.
      if (now.frame === before.frame || desk.onDrawn) return;
      const { list, focused } = desk.comments.getState();
      const here = list.filter(({ frame, box }) => frame === now.frame && box);
      const found =
        here.find(({ id }) => id === focused) ?? here.find(({ done }) => !done) ?? here[0];
      if (found?.box) desk.surface?.pin({ frame: now.frame, box: found.box });
    }),
  );
};

/** A clip opens where its link points, else at the first comment that waits. */
export const openAt = (desk: Desk, place: Place): void => {
  const trace = desk.editor.document.traces.find(({ id }) => id === place.trace);
  if (trace) desk.editor.select(trace.id);
  const frame = place.frame ?? trace?.span[0];
  const { list } = desk.comments.getState();
  const waiting = list.find(({ done }) => !done) ?? list[0];
  if (frame !== undefined) desk.seek(Math.min(frame, desk.frameCount - 1));
  else if (waiting) show(desk, waiting);
};
