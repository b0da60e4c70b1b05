/** Questions to the reviewer: reading, asking, taking back, answering. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import type { Question, ReviewComment } from "./types";

export const questionsQuery = (task: number) =>
  queryOptions({
    queryKey: ["questions", task],
    queryFn: () =>
      call<readonly Question[]>(
        api.GET("/api/v1/tasks/{id}/questions/", { params: { path: { id: task } } }),
      ),
  });

export const askReviewer = (task: number, { text, frame, box }: ReviewComment): Promise<Question> =>
  call<Question>(
    api.POST("/api/v1/tasks/{id}/questions/", {
      params: { path: { id: task } },
      body: { text, frame, box },
    }),
  );

export const withdrawQuestion = (task: number, question: number): Promise<unknown> =>
  call(
    api.DELETE("/api/v1/tasks/{task_id}/questions/{question_id}/", {
      params: { path: { task_id: task, question_id: question } },
    }),
  );

/** The answers to one's own questions are read: they are no news any more. */
export const sawAnswers = (task: number): Promise<unknown> =>
  call(api.POST("/api/v1/tasks/{id}/questions/seen/", { params: { path: { id: task } } }));

export const answerQuestion = (task: number, question: number, text: string): Promise<Question> =>
  call<Question>(
    api.PUT("/api/v1/tasks/{task_id}/questions/{question_id}/answer/", {
      params: { path: { task_id: task, question_id: question } },
      body: { text },
    }),
  );
