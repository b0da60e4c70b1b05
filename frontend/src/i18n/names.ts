/** What the server's keys are called on the page. */
import type { Bin, Export, Role } from "@/api/types";
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
