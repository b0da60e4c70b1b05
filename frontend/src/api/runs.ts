/** Training runs: asking for one, and following it while it learns. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { freshest } from "./etag";
import { isGoing } from "./exports";
import { type Page, pagedQuery } from "./paging";
import type { Run } from "./types";

export interface RunOrder {
  readonly project: string;
  readonly snapshot: number;
  readonly backend: "tracenet" | "mllm";
  readonly config: {
    readonly minutes: number;
    readonly seed: number;
    readonly threads?: number;
    readonly gpus?: number;
    readonly model?: string;
    readonly settings?: Record<string, unknown>;
  };
  readonly init: number | "serving" | null;
  readonly note: string;
}

export const runsQuery = (project: string) =>
  pagedQuery<Run>(["runs", project], (cursor) =>
    call<Page<Run>>(
      api.GET("/api/v1/runs/", {
        params: { query: cursor ? { project, cursor } : { project } },
      }),
    ),
  );

const LOOK_EVERY_MS = 2000;

/** One run, looked at until it has ended; an unchanged one costs an empty answer. */
export const runQuery = (id: number) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: () =>
      freshest<Run>(`run ${id}`, (headers) =>
        api.GET("/api/v1/runs/{id}/", { params: { path: { id } }, headers }),
      ),
    refetchInterval: ({ state }) =>
      state.data && !isGoing(state.data.state) ? false : LOOK_EVERY_MS,
  });

export const startRun = (order: RunOrder): Promise<Run> =>
  call<Run>(api.POST("/api/v1/runs/", { body: order }));

export const cancelRun = (id: number): Promise<Run> =>
  call<Run>(api.POST("/api/v1/runs/{id}/cancel/", { params: { path: { id } } }));

export const retryRun = (id: number): Promise<Run> =>
  call<Run>(api.POST("/api/v1/runs/{id}/retry/", { params: { path: { id } } }));

export interface LogPart {
  readonly text: string;
  readonly next_offset: number;
}

/** What the log says from byte `offset` on, at most 64 KiB at once. */
export const readLog = (id: number, offset: number): Promise<LogPart> =>
  call<LogPart>(api.GET("/api/v1/runs/{id}/log/", { params: { path: { id }, query: { offset } } }));
