/** What models say of videos that one reviews. */
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page } from "./paging";
import type { Prediction } from "./types";

export type PredictionGlance = Pick<Prediction, "video" | "p_fake" | "bins">;

/** Of a page of videos, newest first, without the documents. */
export const glancesQuery = (project: string, videos: readonly number[]) =>
  queryOptions({
    queryKey: ["predictions", project, "glance", videos],
    queryFn: async ({ signal }) => {
      const query = {
        project,
        videos: videos.map(String),
        fields: "video,p_fake,bins",
        page_size: 500,
      };
      const page = await call<Page<PredictionGlance>>(
        api.GET("/api/v1/predictions/", {
          params: { query },
          querySerializer: { array: { style: "form", explode: false } },
          signal,
        }),
      );
      return page.results;
    },
    staleTime: 60_000,
  });

/** Every checkpoint's prediction of one video, newest first. */
export const predictionsQuery = (project: string, video: number) =>
  queryOptions({
    queryKey: ["predictions", project, video],
    queryFn: () =>
      everyRow<Prediction>((cursor) =>
        call<Page<Prediction>>(
          api.GET("/api/v1/predictions/", {
            params: { query: { project, video, ...(cursor ? { cursor } : {}) } },
          }),
        ),
      ),
  });
