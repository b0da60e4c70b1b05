import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import type { Policy } from "./types";

export type PolicyChange = Omit<Policy, "accepted_since" | "next" | "gain">;

export const policyQuery = (slug: string) =>
  queryOptions({
    queryKey: ["policy", slug],
    queryFn: () =>
      call<Policy>(api.GET("/api/v1/projects/{slug}/policy/", { params: { path: { slug } } })),
  });

export const setPolicy = (slug: string, policy: PolicyChange): Promise<Policy> =>
  call<Policy>(
    api.PUT("/api/v1/projects/{slug}/policy/", { params: { path: { slug } }, body: policy }),
  );
