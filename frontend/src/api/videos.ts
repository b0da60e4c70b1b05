import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { type Page, pagedQuery } from "./paging";
import type { FrameTable, Video } from "./types";

export interface VideoFilter {
  readonly state?: string | undefined;
  readonly label?: string | undefined;
  readonly generator?: string | undefined;
  readonly split?: string | undefined;
  readonly search?: string | undefined;
}

export type VideoChange = Partial<
  Pick<Video, "label" | "generator" | "prompt" | "split" | "group" | "priority">
>;

const PAGE = 60;

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
