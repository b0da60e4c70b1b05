/** Shows a page only to those whose role reaches it; the server decides again for every request. */
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useRole } from "@/api/session";
import type { Role } from "@/api/types";
import { roleName } from "@/i18n/names";
import { Forbidden, NotFound } from "./failures";

interface RoleGateProps {
  /** The lowest role that may see the page. */
  readonly least: Role;
  readonly children: ReactNode;
}

export const RoleGate = ({ least, children }: RoleGateProps) => {
  const project = useProject();
  const role = useRole(project);
  if (role === null) return <NotFound />;
  return isAtLeast(role, least) ? children : <Forbidden needed={roleName(least)} />;
};

/** The slug in the address. */
export const useProject = (): string => useParams({ strict: false }).project ?? "";
