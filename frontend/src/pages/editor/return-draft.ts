/** A reviewer's unsent comments, kept on this device until the clip is returned. */
import type { ReviewComment } from "@/api/types";

export interface ReturnDraft {
  readonly comments: readonly ReviewComment[];
  /** What stands in the field. */
  readonly text: string;
}

const NOTHING: ReturnDraft = { comments: [], text: "" };

const keyOf = (task: number): string => `telltale.return.${task}`;

const isComment = (value: unknown): value is ReviewComment =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "text") === "string";

export const parseDraft = (stored: string | null): ReturnDraft => {
  if (stored === null) return NOTHING;
  try {
    const { comments, text }: Partial<ReturnDraft> = JSON.parse(stored) ?? {};
    return {
      comments: Array.isArray(comments) ? comments.filter(isComment) : [],
      text: typeof text === "string" ? text : "",
    };
  } catch {
    return NOTHING;
  }
};

export const readDraft = (task: number): ReturnDraft => {
  try {
    return parseDraft(localStorage.getItem(keyOf(task)));
  } catch {
    return NOTHING; // forbidden storage: the panel works, a reload forgets
  }
};

export const keepDraft = (task: number, draft: ReturnDraft): void => {
  try {
    if (draft.comments.length === 0 && draft.text === "") localStorage.removeItem(keyOf(task));
    else localStorage.setItem(keyOf(task), JSON.stringify(draft));
  } catch {
    // As above.
  }
};

export const dropDraft = (task: number): void => keepDraft(task, NOTHING);
