/** How the work goes: a project's numbers for its managers, one's own for everybody. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { freshest } from "./etag";
import type { OwnStatistics, ProjectStatistics } from "./types";

/** Days are those of the person who reads. */
const timezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const LOOK_EVERY_MS = 30_000;

/** Looked at twice a minute; while nothing has changed that costs an empty answer. */
export const projectStatisticsQuery = (slug: string, days: number) =>
  queryOptions({
    queryKey: ["statistics", slug, days],
    queryFn: ({ signal }) =>
      freshest<ProjectStatistics>(`statistics ${slug} ${days}`, (headers) =>
        api.GET("/api/v1/projects/{slug}/statistics/", {
          params: { path: { slug }, query: { days, timezone: timezone() } },
          headers,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  });

export const ownStatisticsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["statistics", slug, "own"],
    queryFn: ({ signal }) =>
      freshest<OwnStatistics>(`own statistics ${slug}`, (headers) =>
        api.GET("/api/v1/projects/{slug}/statistics/own/", {
          params: { path: { slug }, query: { timezone: timezone() } },
          headers,
          signal,
        }),
      ),
  });
