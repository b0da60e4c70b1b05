import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page } from "./paging";
import type { NewToken, Token } from "./types";

export interface TokenOrder {
  readonly name: string;
  readonly scopes: ("read" | "write")[];
  /** ISO time; null for a token that does not expire. */
  readonly expires_at: string | null;
}

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: () =>
    everyRow((cursor) =>
      call<Page<Token>>(
        api.GET("/api/v1/tokens/", { params: { query: cursor ? { cursor } : {} } }),
      ),
    ),
});

/** The answer carries the secret once; it cannot be asked for again. */
export const createToken = (made: TokenOrder): Promise<NewToken> =>
  call<NewToken>(api.POST("/api/v1/tokens/", { body: made }));

export const revokeToken = (id: number): Promise<unknown> =>
  call(api.DELETE("/api/v1/tokens/{id}/", { params: { path: { id } } }));
