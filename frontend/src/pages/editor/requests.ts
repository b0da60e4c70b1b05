/** What the editor asks of the server, in the words of its store. */
import { api, call } from "@/api/client";
import { ApiError } from "@/api/errors";
import { useGate } from "@/api/session-gate";
import type {
  Annotation,
  ChosenReason,
  FrameTable,
  ReviewComment,
  SentDocument,
  Task,
} from "@/api/types";
import { type Document, parse } from "@/domain/document";
import { Scope } from "@/lib/scope";
import type { Reply, Stored } from "@/store/saver";

/** The server's document has a shape that this page does not know: one of them is older. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** Reads what the server stores; a document of an unknown shape is not edited but refused. */
export const stored = (annotation: Annotation): Stored => {
  const parsed = parse(annotation.document);
  if (parsed.kind === "refused")
    throw new UnreadableError(`annotation ${annotation.id}: ${JSON.stringify(parsed.problems[0])}`);
  return { revision: annotation.revision, document: parsed.document };
};

const etag = (revision: number): string => `"${revision}"`;

/** A request that hangs this long (in milliseconds) counts as lost; signing in may take longer. */
const PATIENCE_MS = 20_000;

/** Calls with a signal that aborts after `PATIENCE_MS`, unless the person is signing in. */
const patiently = async <T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const scope = new Scope();
  const waiting = new AbortController();
  scope.interval(PATIENCE_MS, () => {
    if (useGate.getState().state === "closed") waiting.abort();
  });
  try {
    return await ask(waiting.signal);
  } finally {
    scope.end();
  }
};

export const putDocument = async (
  annotation: number,
  document: Document,
  revision: number,
): Promise<Reply> => {
  try {
    const saved = await patiently((signal) =>
      call<Annotation>(
        api.PUT("/api/v1/annotations/{id}/", {
          params: { path: { id: annotation }, header: { "If-Match": etag(revision) } },
          body: { document: document as unknown as SentDocument },
          signal,
        }),
      ),
    );
    return { kind: "stored", stored: stored(saved) };
  } catch (error) {
    return replyOf(error);
  }
};

const replyOf = (error: unknown): Reply => {
  if (error instanceof UnreadableError)
    return { kind: "refused", reason: "unreadable", message: error.message };
  // An aborted request is one that hung.
  if (!(error instanceof ApiError)) return { kind: "unreachable" };
  if (error.status === 412) return staleReply(error.body as Annotation);
  if (error.status === 401) return { kind: "signed-out" };
  const isPassing = error.status === 0 || error.status === 408 || error.status === 429;
  if (isPassing || error.status >= 500) return { kind: "unreachable" };
  const places = error.problems.map((problem) => problem.message).join(" ");
  const reason = error.status === 404 ? "gone" : "refused";
  return { kind: "refused", reason, message: places || error.message };
};

const staleReply = (newer: Annotation): Reply => {
  try {
    return { kind: "stale", stored: stored(newer) };
  } catch (error) {
    return replyOf(error);
  }
};

export const getAnnotation = async (id: number): Promise<Stored> =>
  stored(
    await patiently((signal) =>
      call<Annotation>(api.GET("/api/v1/annotations/{id}/", { params: { path: { id } }, signal })),
    ),
  );

export const getFrames = (video: number): Promise<FrameTable> =>
  call<FrameTable>(api.GET("/api/v1/videos/{id}/frames/", { params: { path: { id: video } } }));

export const getTask = (id: number): Promise<Task> =>
  call<Task>(api.GET("/api/v1/tasks/{id}/", { params: { path: { id } } }));

const onTask = (id: number) => ({ params: { path: { id } } });

export const submit = (task: number, revision: number): Promise<Task> =>
  call<Task>(
    api.POST("/api/v1/tasks/{id}/submit/", {
      params: { path: { id: task }, header: { "If-Match": etag(revision) } },
    }),
  );

/** `note` is empty where the reason says it all. */
export interface Skip {
  readonly reason: ChosenReason;
  readonly note: string;
}

export const skip = (task: number, { reason, note }: Skip): Promise<Task> =>
  call<Task>(
    api.POST("/api/v1/tasks/{id}/skip/", {
      ...onTask(task),
      body: { reason, ...(note ? { note } : {}) },
    }),
  );

export const accept = (task: number): Promise<Task> =>
  call<Task>(api.POST("/api/v1/tasks/{id}/accept/", onTask(task)));

export const giveBack = (task: number, comments: readonly ReviewComment[]): Promise<Task> =>
  call<Task>(
    api.POST("/api/v1/tasks/{id}/return/", {
      ...onTask(task),
      body: { comments: [...comments] },
    }),
  );

/** Takes the task up again, if it is one of mine whose lease ran out. */
export const lease = (task: number): Promise<Task> =>
  call<Task>(api.POST("/api/v1/tasks/{id}/lease/", onTask(task)));

/** Ticks a reviewer's comment off, or replies to it. */
export const answerComment = (
  task: number,
  comment: number,
  answer: { readonly done: boolean; readonly reply: string },
): Promise<Task> =>
  call<Task>(
    api.PATCH("/api/v1/tasks/{task_id}/comments/{comment_id}/", {
      params: { path: { task_id: task, comment_id: comment } },
      body: answer,
    }),
  );
