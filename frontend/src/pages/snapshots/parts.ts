/** What a snapshot says in words: its splits, its filters, what changed in a line. */
import type { Export, Snapshot, SnapshotFilters } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { labelName, splitName } from "@/i18n/names";

const ORDER = ["train", "val", "test", ""];

/** A split's name; the empty one is none. */
export const nameOfSplit = (split: string): string =>
  split === "" ? m.split_none() : splitName(split);

/** Splits with their numbers in one order, those without any left out. */
export const splitsOf = (splits: Readonly<Record<string, number>>): readonly [string, number][] =>
  Object.entries(splits)
    .filter(([, count]) => count > 0)
    .sort(([left], [right]) => ORDER.indexOf(left) - ORDER.indexOf(right));

/** "Training 12 · Test 3". */
export const splitsText = (splits: Readonly<Record<string, number>>): string =>
  splitsOf(splits)
    .map(([split, count]) => `${nameOfSplit(split)} ${formatNumber(count)}`)
    .join(" · ");

/** The filters as the words of badges. */
export const filterWords = (filters: SnapshotFilters): readonly string[] => [
  ...(filters.labels ?? []).map(labelName),
  ...(filters.splits ?? []).map(nameOfSplit),
  ...(filters.generators ?? []).map((name) => name || m.snapshot_generator_none()),
  ...(filters.reviewed_only ? [m.snapshot_reviewed()] : []),
];

const FIELDS: Readonly<Record<string, () => string>> = {
  document: m.snapshot_field_document,
  annotator: m.snapshot_field_annotator,
  reviewed: m.snapshot_field_reviewed,
  split: m.snapshot_field_split,
  label: m.snapshot_field_label,
  generator: m.snapshot_field_generator,
  prompt: m.snapshot_field_prompt,
  group: m.snapshot_field_group,
};

/** What changed in a video's line, each thing once. */
export const changedText = (fields: readonly string[]): string =>
  [...new Set(fields.map((field) => (FIELDS[field] ?? m.snapshot_field_other)()))].join(", ");

/** Of exports newest first, the newest folder of each snapshot. */
export const newestFolders = (rows: readonly Export[]): ReadonlyMap<number, Export> => {
  const found = new Map<number, Export>();
  for (const row of rows) {
    if (row.snapshot !== null && !found.has(row.snapshot)) found.set(row.snapshot, row);
  }
  return found;
};

/** The two to compare unless somebody chooses: the newest with the one before it. */
export const usualPair = (rows: readonly Snapshot[]): readonly [number, number] | null =>
  rows[0] && rows[1] ? [rows[1].id, rows[0].id] : null;
