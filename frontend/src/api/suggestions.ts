/** What a model suggests for a task, what the person decides, and how often they agree. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import type { SuggestionStatistics, Suggestions } from "./types";

export const suggestionsQuery = (task: number) =>
  queryOptions({
    queryKey: ["suggestions", task],
    queryFn: () =>
      call<Suggestions>(
        api.GET("/api/v1/tasks/{id}/suggestions/", { params: { path: { id: task } } }),
      ),
    // The editor owns what is decided from here on.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const decideSuggestion = (
  task: number,
  trace: string,
  verb: "accept" | "reject",
): Promise<unknown> =>
  call(
    api.POST("/api/v1/tasks/{task_id}/suggestions/{trace_id}/", {
      params: { path: { task_id: task, trace_id: trace } },
      body: { verb },
    }),
  );

export const suggestionStatisticsQuery = (project: string) =>
  queryOptions({
    queryKey: ["suggestion-statistics", project],
    queryFn: () =>
      call<SuggestionStatistics>(
        api.GET("/api/v1/suggestions/statistics/", { params: { query: { project } } }),
      ),
  });

/** Judges every ready video that the serving checkpoint has not judged yet. */
export const predictAll = (project: string): Promise<unknown> =>
  call(api.POST("/api/v1/predictions/", { body: { project } }));
