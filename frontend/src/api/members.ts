import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client";
import { everyRow, type Page } from "./paging";
import type { Member, Role } from "./types";

export interface NewMember {
  readonly project: string;
  readonly username: string;
  readonly role: Role;
  /** Given, it makes the account; absent, the account must exist. */
  readonly password?: string;
}

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ["members", project],
    queryFn: () =>
      everyRow((cursor) =>
        call<Page<Member>>(
          api.GET("/api/v1/members/", {
            params: { query: cursor ? { project, cursor } : { project } },
          }),
        ),
      ),
  });

export const addMember = (member: NewMember): Promise<Member> =>
  call<Member>(api.POST("/api/v1/members/", { body: member }));

export const changeMember = (
  id: number,
  change: { role?: Role; active?: boolean },
): Promise<Member> =>
  call<Member>(api.PATCH("/api/v1/members/{id}/", { params: { path: { id } }, body: change }));
