import type { Role } from "@/api/types";
import { m } from "@/i18n";
import { roleName } from "@/i18n/names";
import type { Choice } from "@/ui/Select";

/** The roles with what each may do. */
export const roleChoices = (): readonly Choice<Role>[] => [
  { key: "annotator", text: roleName("annotator"), detail: m.role_annotator_text() },
  { key: "reviewer", text: roleName("reviewer"), detail: m.role_reviewer_text() },
  { key: "manager", text: roleName("manager"), detail: m.role_manager_text() },
];
