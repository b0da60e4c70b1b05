/** What a model suggests for a task, what the person decides, and how often they agree. */
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { SuggestionStatistics, Suggestions } from "./types";
import { open } from "./untyped";

export const suggestionsQuery = (task: number) =>
  queryOptions({
    queryKey: ["suggestions", task],
    queryFn: () =>
      call<Suggestions>(
        open.GET("/api/v1/tasks/{id}/suggestions/", { params: { path: { id: task } } }),
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
    open.POST("/api/v1/tasks/{id}/suggestions/{trace_id}/", {
      params: { path: { id: task, trace_id: trace } },
      body: { verb },
    }),
  );

export const suggestionStatisticsQuery = (project: string) =>
  queryOptions({
    queryKey: ["suggestion-statistics", project],
    queryFn: () =>
      call<SuggestionStatistics>(
        open.GET("/api/v1/suggestions/statistics/", { params: { query: { project } } }),
      ),
  });

/** Judges every ready video that the serving checkpoint has not judged yet. */
export const predictAll = (project: string): Promise<unknown> =>
  call(open.POST("/api/v1/predictions/", { body: { project } }));
