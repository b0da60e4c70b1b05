/** Who is signed in, and what they may do where. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, call, csrfToken } from "./client";
import { ApiError } from "./errors";
import type { Role, Session } from "./types";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => call<Session>(api.GET("/api/v1/session/")),
  staleTime: 5 * 60_000,
});

/** Signs in; asks first for the CSRF cookie where a browser has dropped it. */
export const signIn = async (username: string, password: string): Promise<Session> => {
  if (csrfToken() === "") await call<Session>(api.GET("/api/v1/session/"));
  return call<Session>(api.POST("/api/v1/session/", { body: { username, password } }));
};

/** Ends the session; one that has ended already is just as good. */
export const signOut = async (): Promise<void> => {
  try {
    await call(api.DELETE("/api/v1/session/"));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
};

export const changePassword = (current: string, next: string): Promise<unknown> =>
  call(api.POST("/api/v1/session/password/", { body: { current, new: next } }));

/** Keeps which keys of the editor the person moved. */
export const saveKeys = (keys: Readonly<Record<string, string | null>>): Promise<unknown> =>
  call(api.PUT("/api/v1/session/keys/", { body: { keys } }));

const RANK: Readonly<Record<Role, number>> = { annotator: 1, reviewer: 2, manager: 3 };

/** Each role may do all that the ones before it may. */
export const isAtLeast = (role: Role | null, needed: Role): boolean =>
  role !== null && RANK[role] >= RANK[needed];

/** The person's role in the project; null for none. A superuser manages every project. */
export const roleIn = (session: Session, project: string): Role | null => {
  if (session.user?.is_superuser) return "manager";
  return session.projects.find(({ slug }) => slug === project)?.role ?? null;
};

export const managesAny = (session: Session): boolean =>
  Boolean(session.user?.is_superuser) || session.projects.some(({ role }) => role === "manager");

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

export const useRole = (project: string): Role | null => roleIn(useSession(), project);
