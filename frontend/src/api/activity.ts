/** Background work: what goes on, what has ended, and stopping or repeating it. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { freshest } from "./etag";
import type { Activity, Job } from "./types";

const BUSY_MS = 2_000;
const QUIET_MS = 20_000;

export const isBusy = ({ imports, going }: Activity): boolean =>
  going.length > 0 || (imports !== null && imports.finished_at === null);

/** Looked at every other second while something goes on; nothing new costs an empty answer. */
export const activityQuery = (slug: string) =>
  queryOptions({
    queryKey: ["activity", slug],
    queryFn: ({ signal }) =>
      freshest<Activity>(`activity ${slug}`, (headers) =>
        api.GET("/api/v1/projects/{slug}/activity/", {
          params: { path: { slug } },
          headers,
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? BUSY_MS : QUIET_MS),
  });

export const cancelJob = (id: number): Promise<Job> =>
  call<Job>(api.POST("/api/v1/jobs/{id}/cancel/", { params: { path: { id } } }));

export const retryJob = (id: number): Promise<Job> =>
  call<Job>(api.POST("/api/v1/jobs/{id}/retry/", { params: { path: { id } } }));

interface Counted {
  readonly count: number;
}

export const cancelImports = (slug: string): Promise<Counted> =>
  call<Counted>(
    api.POST("/api/v1/projects/{slug}/imports/cancel/", { params: { path: { slug } } }),
  );

export const retryImports = (slug: string): Promise<Counted> =>
  call<Counted>(api.POST("/api/v1/projects/{slug}/imports/retry/", { params: { path: { slug } } }));
