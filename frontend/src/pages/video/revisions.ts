/** The revisions of an annotation with what each changed, newest first. */
import type { HistoryEntry } from "@/api/types";
import { type Document, parse } from "@/domain/document";
import { type Change, changesBetween, isSame } from "./diff";

export interface Revision {
  readonly number: number;
  readonly user: string | null;
  readonly at: string;
  readonly document: Document;
  /** Against the revision before; all of it for the oldest one that is known. */
  readonly changes: readonly Change[];
  /** The earlier revision with the same document, if that is not the one before it. */
  readonly restored: number | null;
}

export const revisionsOf = (entries: readonly HistoryEntry[]): readonly Revision[] => {
  const read = entries.flatMap((entry) => {
    const parsed = parse(entry.document);
    return parsed.kind === "document" ? [{ ...entry, document: parsed.document }] : [];
  });
  return read.map(({ revision, user, at, document }, index) => {
    const before = read[index + 1];
    const changes = before ? changesBetween(before.document, document) : [];
    const same =
      changes.length > 0
        ? read.slice(index + 2).find((entry) => isSame(entry.document, document))
        : undefined;
    return { number: revision, user, at, document, changes, restored: same?.revision ?? null };
  });
};
