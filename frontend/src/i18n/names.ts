/** What the server's keys are called on the page. */
import type { Bin, ChosenReason, Export, Role, SkipReason } from "@/api/types";
import { m } from "./index";

const ROLES: Readonly<Record<Role, () => string>> = {
  annotator: m.role_annotator,
  reviewer: m.role_reviewer,
  manager: m.role_manager,
};

export const roleName = (role: Role): string => ROLES[role]();

const LABELS: Readonly<Record<string, () => string>> = {
  fake: m.label_fake,
  real: m.label_real,
  unknown: m.label_unknown,
};

export const labelName = (label: string): string => LABELS[label]?.() ?? label;

const SPLITS: Readonly<Record<string, () => string>> = {
  train: m.split_train,
  validation: m.split_validation,
  val: m.split_validation,
  test: m.split_test,
};

export const splitName = (split: string): string => SPLITS[split]?.() ?? split;

const FORMATS: Readonly<Record<Export["format"], () => string>> = {
  jsonl: m.format_jsonl,
  deeptrace: m.format_deeptrace,
  sft: m.format_sft,
  parquet: m.format_parquet,
  snapshot: m.format_snapshot,
};

export const formatName = (format: Export["format"]): string => FORMATS[format]();

const BINS: Readonly<Record<Bin, () => string>> = {
  likely: m.bin_likely,
  possible: m.bin_possible,
  unlikely: m.bin_unlikely,
};

/** How sure a model is, in three calibrated steps instead of percent. */
export const binName = (bin: Bin): string => BINS[bin]();

/** What a person may choose among, in this order. */
export const SKIP_REASONS: readonly ChosenReason[] = [
  "unplayable",
  "disturbing",
  "cannot_judge",
  "not_a_video",
  "other",
];

const SKIPPED: Readonly<Record<SkipReason, () => string>> = {
  unplayable: m.editor_skip_unplayable,
  disturbing: m.editor_skip_disturbing,
  cannot_judge: m.editor_skip_unsure,
  not_a_video: m.editor_skip_not_a_video,
  other: m.editor_skip_other,
  lease_lapsed: m.task_lapsed,
};

export const skipReasonName = (reason: SkipReason): string => SKIPPED[reason]();

/** Why the task was put aside, with what the person wrote about it; empty for any other task. */
export const skipText = (reason: SkipReason | "", note: string): string => {
  if (reason === "" || (reason === "other" && note)) return note;
  return [skipReasonName(reason), note].filter(Boolean).join(": ");
};
