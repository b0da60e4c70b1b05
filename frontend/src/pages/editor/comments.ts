/** The reviewer's comments on the open clip, with what the annotator has answered. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ReviewComment } from "@/api/types";
import type { Mark } from "@/canvas/pins";

export interface CommentsState {
  readonly list: readonly ReviewComment[];
  /** Those that the reviewer is writing now. */
  readonly drafts: readonly ReviewComment[];
  /** The one that was gone to last, by id. */
  readonly focused: number | null;
}

export type CommentsStore = StoreApi<CommentsState>;

export interface Answer {
  readonly done: boolean;
  readonly reply: string;
}

export const commentsStore = (list: readonly ReviewComment[]): CommentsStore =>
  createStore(() => ({ list, drafts: [], focused: null }));

export const answerOf = (comment: ReviewComment): Answer => ({
  done: comment.done ?? false,
  reply: comment.reply ?? "",
});

/** The boxes that comments point at, numbered as in the lists: what is being written goes on. */
export const marksOf = ({
  list,
  drafts,
}: Pick<CommentsState, "list" | "drafts">): readonly Mark[] =>
  [...list, ...drafts].flatMap(({ frame, box }, index) =>
    frame === null || !box ? [] : [{ frame, box, number: index + 1 }],
  );

/** Ticked off or replied to: the reviewer learns either at the next submission. */
export const isAnswered = (comment: ReviewComment): boolean => {
  const { done, reply } = answerOf(comment);
  return done || reply !== "";
};

export const withAnswer = (
  list: readonly ReviewComment[],
  id: number,
  answer: Answer,
): readonly ReviewComment[] =>
  list.map((comment) => (comment.id === id ? { ...comment, ...answer } : comment));

/** The comment to look at next: what waits comes before what is done, and it goes round. */
export const nextComment = ({
  list,
  focused,
}: Pick<CommentsState, "list" | "focused">): ReviewComment | null => {
  const waiting = list.filter((comment) => !comment.done);
  const among = waiting.length > 0 ? waiting : list;
  const now = list.findIndex(({ id }) => id === focused);
  const later = list.slice(now + 1).find((comment) => among.includes(comment));
  return later ?? among[0] ?? null;
};
