/** Tasks: asking for the next one, and the lists of one's own and of what waits for review. */
import { queryOptions } from "@tanstack/react-query";
import { answer, api, call } from "./client";
import { type Page, pagedQuery } from "./paging";
import type { Task } from "./types";

export type TaskPurpose = "label" | "review";

export interface TaskFilter {
  readonly state?: Task["state"];
  readonly mine?: boolean;
  readonly video?: number;
  /** With a question that waits, or with an answer to one's own that is news. */
  readonly questions?: "open" | "answered";
}

export const tasksQuery = (project: string, filter: TaskFilter) =>
  pagedQuery<Task>(["tasks", project, filter], (cursor, signal) =>
    call<Page<Task>>(
      api.GET("/api/v1/tasks/", {
        params: {
          query: {
            project,
            ...(filter.state ? { state: filter.state } : {}),
            ...(filter.mine ? { mine: true } : {}),
            ...(filter.video ? { video: filter.video } : {}),
            ...(filter.questions ? { questions: filter.questions } : {}),
            ...(cursor ? { cursor } : {}),
          },
        },
        ...(signal ? { signal } : {}),
      }),
    ),
  );

export const taskQuery = (id: number) =>
  queryOptions({
    queryKey: ["task", id],
    queryFn: () => call<Task>(api.GET("/api/v1/tasks/{id}/", { params: { path: { id } } })),
  });

/** Takes up a known task: one's own to label, or a submitted one to review. */
export const leaseTask = (id: number): Promise<Task> =>
  call<Task>(api.POST("/api/v1/tasks/{id}/lease/", { params: { path: { id } } }));

/** Leases the next task to this person; null when there is none. */
export const nextTask = async (project: string, purpose: TaskPurpose): Promise<Task | null> => {
  const { data, response } = await answer<Task>(
    api.POST("/api/v1/tasks/next/", { body: { project, purpose } }),
  );
  return response.status === 204 ? null : (data ?? null);
};
