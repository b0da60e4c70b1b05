import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Policy } from "./types";
import { open } from "./untyped";

export type PolicyChange = Omit<Policy, "accepted_since" | "next" | "gain">;

export const policyQuery = (slug: string) =>
  queryOptions({
    queryKey: ["policy", slug],
    queryFn: () =>
      call<Policy>(open.GET("/api/v1/projects/{slug}/policy/", { params: { path: { slug } } })),
  });

export const setPolicy = (slug: string, policy: PolicyChange): Promise<Policy> =>
  call<Policy>(
    open.PUT("/api/v1/projects/{slug}/policy/", { params: { path: { slug } }, body: policy }),
  );
