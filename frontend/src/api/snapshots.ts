import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { type Page, pagedQuery } from "./paging";
import type { Comparison, Export, Preview, Snapshot, SnapshotFilters } from "./types";

export interface SnapshotOrder {
  readonly project: string;
  readonly name: string;
  readonly note: string;
  readonly filters: SnapshotFilters;
}

export const snapshotsQuery = (project: string) =>
  pagedQuery<Snapshot>(["snapshots", project], (cursor) =>
    call<Page<Snapshot>>(
      api.GET("/api/v1/snapshots/", {
        params: { query: cursor ? { project, cursor } : { project } },
      }),
    ),
  );

/** What a freeze with these filters would take now; the last answer stays while the next comes. */
export const previewQuery = (project: string, filters: SnapshotFilters) =>
  queryOptions({
    queryKey: ["snapshot-preview", project, filters],
    queryFn: ({ signal }) =>
      call<Preview>(
        api.GET("/api/v1/snapshots/preview/", {
          params: { query: { project, ...filters } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** What came, went and changed from one snapshot to another: neither ever changes. */
export const comparisonQuery = (before: number, after: number) =>
  queryOptions({
    queryKey: ["snapshot-comparison", before, after],
    queryFn: ({ signal }) =>
      call<Comparison>(
        api.GET("/api/v1/snapshots/{id}/compare/", {
          params: { path: { id: after }, query: { with: before } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const freezeSnapshot = ({ filters, ...order }: SnapshotOrder): Promise<Snapshot> =>
  call<Snapshot>(
    api.POST("/api/v1/snapshots/", {
      body: { ...order, filters: { reviewed_only: false, ...filters } },
    }),
  );

/** Asks for the zip with the media; it is an export whose job can be followed. */
export const orderFolder = (id: number): Promise<Export> =>
  call<Export>(api.POST("/api/v1/snapshots/{id}/folder/", { params: { path: { id } } }));
