/** Checkpoints, and which of them serves. */
import { type InfiniteData, type Query, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { isGoing } from "./exports";
import { type Page, pagedQuery } from "./paging";
import type { Checkpoint, Evaluation, EvaluationSet, Promotion, Published } from "./types";

const LOOK_EVERY_MS = 3000;

const isBeingEvaluated = ({ evaluation }: Checkpoint): boolean =>
  evaluation !== null && isGoing(evaluation.state);

type CheckpointList = Query<
  Page<Checkpoint>,
  Error,
  InfiniteData<Page<Checkpoint>, string | undefined>,
  readonly unknown[]
>;

export const checkpointsQuery = (project: string) => ({
  ...pagedQuery<Checkpoint>(["checkpoints", project], (cursor) =>
    call<Page<Checkpoint>>(
      api.GET("/api/v1/checkpoints/", {
        params: { query: cursor ? { project, cursor } : { project } },
      }),
    ),
  ),
  refetchInterval: ({ state }: CheckpointList) =>
    state.data?.pages.some((page) => page.results.some(isBeingEvaluated)) ? LOOK_EVERY_MS : false,
});

export const checkpointQuery = (id: number) =>
  queryOptions({
    queryKey: ["checkpoint", id],
    queryFn: () =>
      call<Checkpoint>(api.GET("/api/v1/checkpoints/{id}/", { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data && isBeingEvaluated(state.data) ? LOOK_EVERY_MS : false,
  });

export const evaluateCheckpoint = (id: number): Promise<Evaluation> =>
  call<Evaluation>(api.POST("/api/v1/checkpoints/{id}/evaluate/", { params: { path: { id } } }));

export interface PromotionOrder {
  /** Without it the server may ask first (409 `needs_confirmation`). */
  readonly confirm?: true;
  /** What the person sees serving, 0 for nothing: another one is a conflict (`overtaken`). */
  readonly expected?: number;
}

/** Lets it serve. */
export const promoteCheckpoint = (id: number, order: PromotionOrder): Promise<Promotion> =>
  call<Promotion>(
    api.POST("/api/v1/checkpoints/{id}/promote/", {
      params: { path: { id } },
      body: { confirm: false, site: false, ...order },
    }),
  );

export const rollBack = (slug: string): Promise<Promotion> =>
  call<Promotion>(api.POST("/api/v1/projects/{slug}/rollback/", { params: { path: { slug } } }));

export const promotionsQuery = (project: string) =>
  pagedQuery<Promotion>(["promotions", project], (cursor) =>
    call<Page<Promotion>>(
      api.GET("/api/v1/promotions/", {
        params: { query: cursor ? { project, cursor } : { project } },
      }),
    ),
  );

export const evaluationSetsQuery = (project: string) =>
  queryOptions({
    queryKey: ["evaluation-sets", project],
    queryFn: () =>
      call<Page<EvaluationSet>>(
        api.GET("/api/v1/evaluation-sets/", { params: { query: { project } } }),
      ),
  });

/** Freezes the accepted test videos of today as the set that candidates are measured on. */
export const renewEvaluationSet = (project: string): Promise<EvaluationSet> =>
  call<EvaluationSet>(api.POST("/api/v1/evaluation-sets/", { body: { project } }));

/** The rows of the paper's table. */
export const publishedQuery = queryOptions({
  queryKey: ["published"],
  queryFn: () => call<readonly Published[]>(api.GET("/api/v1/published/")),
  staleTime: Number.POSITIVE_INFINITY,
});
