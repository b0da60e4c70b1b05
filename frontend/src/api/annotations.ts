/** Documents of one video, and the revisions of each. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page } from "./paging";
import type { Annotation, AnnotationEntry, HistoryEntry } from "./types";

/** Every annotator's, recently changed first. */
export const annotationsQuery = (project: string, video: number) =>
  queryOptions({
    queryKey: ["annotations", project, video],
    queryFn: () =>
      everyRow<AnnotationEntry>((cursor) =>
        call<Page<AnnotationEntry>>(
          api.GET("/api/v1/annotations/", {
            params: { query: { project, video, ...(cursor ? { cursor } : {}) } },
          }),
        ),
      ),
  });

const MOST_REVISIONS = 500;

/** The revisions of one annotation, newest first. */
export const historyQuery = (annotation: number) =>
  queryOptions({
    queryKey: ["history", annotation],
    queryFn: () =>
      call<HistoryEntry[]>(
        api.GET("/api/v1/annotations/{id}/history/", {
          params: { path: { id: annotation }, query: { limit: MOST_REVISIONS } },
        }),
      ),
  });

/** Saves an earlier document again on top of `current`, as a new revision. */
export const restoreRevision = (
  annotation: number,
  revision: number,
  current: number,
): Promise<Annotation> =>
  call<Annotation>(
    api.POST("/api/v1/annotations/{id}/restore/", {
      params: { path: { id: annotation }, header: { "If-Match": `"${current}"` } },
      body: { revision },
    }),
  );
