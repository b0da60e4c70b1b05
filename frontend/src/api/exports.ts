import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { type Page, pagedQuery } from "./paging";
import type { Export } from "./types";

/** A snapshot's folder is asked for at the snapshot. */
export type ExportFormat = Exclude<Export["format"], "snapshot">;

/** Each format's own options have defaults, so that other formats may leave them out. */
export type ExportOrder = Pick<Export, "project" | "media"> & { format: ExportFormat } & Partial<
    Pick<Export, "box" | "first_frame_base" | "style" | "coordinates">
  >;

const DEFAULTS = {
  box: "union",
  first_frame_base: 0,
  style: "paper",
  coordinates: "pixels",
} as const;

export const exportsQuery = (project: string) =>
  pagedQuery<Export>(["exports", project], (cursor) =>
    call<Page<Export>>(
      api.GET("/api/v1/exports/", {
        params: { query: cursor ? { project, cursor } : { project } },
      }),
    ),
  );

export const isGoing = (state: Export["state"]): boolean =>
  state === "queued" || state === "running";

const LOOK_EVERY_MS = 1000;

/** One export, looked at every second until it has ended. */
export const exportQuery = (id: number) =>
  queryOptions({
    queryKey: ["export", id],
    queryFn: () => call<Export>(api.GET("/api/v1/exports/{id}/", { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data && !isGoing(state.data.state) ? false : LOOK_EVERY_MS,
  });

export const orderExport = (order: ExportOrder): Promise<Export> =>
  call<Export>(api.POST("/api/v1/exports/", { body: { ...DEFAULTS, ...order } }));
