import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page } from "./paging";
import type { Project } from "./types";

export type ProjectChange = Partial<
  Pick<
    Project,
    | "name"
    | "guideline"
    | "overlap"
    | "label_real"
    | "real_share"
    | "show_prompt"
    | "require_explanation"
    | "review_policy"
    | "lease_minutes"
  >
>;

export const projectsQuery = queryOptions({
  queryKey: ["projects"],
  queryFn: () =>
    everyRow((cursor) =>
      call<Page<Project>>(
        api.GET("/api/v1/projects/", { params: { query: cursor ? { cursor } : {} } }),
      ),
    ),
});

export const projectQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug],
    queryFn: () =>
      call<Project>(api.GET("/api/v1/projects/{slug}/", { params: { path: { slug } } })),
  });

export const createProject = (made: { slug: string; name: string }): Promise<Project> =>
  call<Project>(api.POST("/api/v1/projects/", { body: made }));

export const changeProject = (slug: string, change: ProjectChange): Promise<Project> =>
  call<Project>(
    api.PATCH("/api/v1/projects/{slug}/", { params: { path: { slug } }, body: change }),
  );
