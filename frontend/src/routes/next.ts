/** Where to go after signing in. */
import type { Session } from "@/api/types";

/** The address when it lies inside this site; undefined for anything that could lead away. */
export const safeNext = (next: unknown): string | undefined => {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("/sign-in")) {
    return undefined;
  }
  const home = "https://telltale.invalid";
  // The browser reads "/\evil" and "//evil" as other hosts: let it parse, then look.
  return URL.canParse(next, home) && new URL(next, home).origin === home ? next : undefined;
};

/** The one project a person belongs to, otherwise the list of them. */
export const homeOf = (session: Session): string => {
  const [only, ...others] = session.projects;
  return only && others.length === 0 && !session.user?.is_superuser ? `/p/${only.slug}` : "/";
};
