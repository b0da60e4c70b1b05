import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page, pagedQuery } from "./paging";
import type { FrameTable, Video, VideoCounts, VideoSet } from "./types";

export interface VideoFilter {
  readonly state?: string | undefined;
  readonly label?: string | undefined;
  readonly generator?: string | undefined;
  readonly split?: string | undefined;
  readonly search?: string | undefined;
  /** "true" or "false": whether there is an accepted document. */
  readonly accepted?: string | undefined;
  readonly category?: string | undefined;
  /** How far it is, as in the project's statistics. */
  readonly stage?: string | undefined;
  /** "newest" without it. */
  readonly sort?: string | undefined;
}

export type VideoChange = Partial<
  Pick<Video, "label" | "generator" | "prompt" | "split" | "group" | "priority">
>;

const PAGE = 100;

export const videosQuery = (project: string, filter: VideoFilter) =>
  pagedQuery<Video>(["videos", project, filter], (cursor, signal) => {
    const set = Object.entries(filter).filter(([, value]) => value);
    const query = { project, page_size: PAGE, ...Object.fromEntries(set) };
    return call<Page<Video>>(
      api.GET("/api/v1/videos/", {
        params: { query: cursor ? { ...query, cursor } : query },
        ...(signal ? { signal } : {}),
      }),
    );
  });

/** How many videos there are of what; each facet counts under all filters but its own. */
export const videoCountsQuery = (project: string, { sort: _, ...filter }: VideoFilter) =>
  queryOptions({
    queryKey: ["videos", project, "counts", filter],
    queryFn: ({ signal }) => {
      const set = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
      return call<VideoCounts>(
        api.GET("/api/v1/videos/counts/", { params: { query: { project, ...set } }, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });

/** The ids of every video under the filters. */
export const everyVideoId = async (
  project: string,
  filter: VideoFilter,
): Promise<readonly number[]> => {
  const set = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  const rows = await everyRow<Pick<Video, "id">>((cursor) =>
    call<Page<Pick<Video, "id">>>(
      api.GET("/api/v1/videos/", {
        params: {
          query: { project, fields: "id", page_size: 500, ...set, ...(cursor ? { cursor } : {}) },
        },
      }),
    ),
  );
  return rows.map(({ id }) => id);
};

/** How many videos one request changes. */
export const MOST_AT_ONCE = 500;

export const changeVideos = (
  project: string,
  videos: readonly number[],
  change: Omit<VideoChange, "priority">,
): Promise<VideoSet> =>
  call<VideoSet>(
    api.POST("/api/v1/videos/change/", { body: { project, videos: [...videos], ...change } }),
  );

export const deleteVideos = (project: string, videos: readonly number[]): Promise<VideoSet> =>
  call<VideoSet>(api.POST("/api/v1/videos/delete/", { body: { project, videos: [...videos] } }));

export const videoQuery = (id: number) =>
  queryOptions({ queryKey: ["video", id], queryFn: () => fetchVideo(id) });

export const fetchVideo = (id: number): Promise<Video> =>
  call<Video>(api.GET("/api/v1/videos/{id}/", { params: { path: { id } } }));

/** When each frame is shown; it never changes. */
export const framesQuery = (id: number) =>
  queryOptions({
    queryKey: ["frames", id],
    queryFn: () =>
      call<FrameTable>(api.GET("/api/v1/videos/{id}/frames/", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const changeVideo = (id: number, change: VideoChange): Promise<Video> =>
  call<Video>(api.PATCH("/api/v1/videos/{id}/", { params: { path: { id } }, body: change }));

export const deleteVideo = (id: number): Promise<unknown> =>
  call(api.DELETE("/api/v1/videos/{id}/", { params: { path: { id } } }));

export const retryVideo = (id: number): Promise<Video> =>
  call<Video>(api.POST("/api/v1/videos/{id}/retry/", { params: { path: { id } } }));
