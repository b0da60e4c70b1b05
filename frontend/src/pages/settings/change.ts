/** What differs between the stored settings and the form: only that is sent. */
import type { ProjectChange } from "@/api/projects";
import type { Project } from "@/api/types";

export type Settings = Pick<
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
>;

export const settingsOf = (project: Project): Settings => ({
  name: project.name,
  guideline: project.guideline,
  overlap: project.overlap,
  label_real: project.label_real,
  real_share: project.real_share,
  show_prompt: project.show_prompt,
  require_explanation: project.require_explanation,
  review_policy: project.review_policy,
  lease_minutes: project.lease_minutes,
});

export const changesIn = (stored: Settings, wanted: Settings): ProjectChange =>
  Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => stored[key as keyof Settings] !== value),
  );
