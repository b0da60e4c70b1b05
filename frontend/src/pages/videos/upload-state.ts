/** What becomes of each imported file, as plain data. */

export type Stage =
  | "waiting"
  | "sending"
  | "stalled" // the connection is cut; it goes on by itself
  | "preparing"
  | "ready"
  | "rejected"
  | "failed";

export interface UploadItem {
  readonly id: number;
  readonly project: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  readonly stage: Stage;
  readonly video: number | null;
  /** Of the preparation, between 0 and 1. */
  readonly prepared: number | null;
  /** Why it was rejected or failed. */
  readonly reason: string;
}

export interface Summary {
  readonly all: number;
  readonly sent: number;
  readonly ready: number;
  readonly broken: number;
  /** Bytes on the server, as a share of all bytes. */
  readonly share: number;
  readonly isSending: boolean;
  readonly isDone: boolean;
}

const UNSENT: ReadonlySet<Stage> = new Set(["waiting", "sending", "stalled"]);
const ENDED: ReadonlySet<Stage> = new Set(["ready", "rejected", "failed"]);

export const isUnsent = (item: UploadItem): boolean => UNSENT.has(item.stage);
export const isEnded = (item: UploadItem): boolean => ENDED.has(item.stage);

const count = (items: readonly UploadItem[], is: (item: UploadItem) => boolean): number =>
  items.filter(is).length;

export const summary = (items: readonly UploadItem[]): Summary => {
  // A file that failed on its way no longer counts: nothing more of it will arrive.
  const counted = items.filter((item) => item.stage !== "failed");
  const bytes = counted.reduce((sum, item) => sum + item.size, 0);
  const arrived = counted.reduce((sum, item) => sum + (isUnsent(item) ? item.sent : item.size), 0);
  return {
    all: items.length,
    sent: count(counted, (item) => !isUnsent(item)),
    ready: count(items, (item) => item.stage === "ready"),
    broken: count(items, (item) => item.stage === "rejected" || item.stage === "failed"),
    share: bytes === 0 ? 1 : arrived / bytes,
    isSending: items.some(isUnsent),
    isDone: items.every(isEnded),
  };
};

/** The files to start now so that at most `most` are under way. */
export const startable = (items: readonly UploadItem[], most: number): readonly UploadItem[] => {
  const going = count(items, (item) => item.stage === "sending" || item.stage === "stalled");
  return items.filter((item) => item.stage === "waiting").slice(0, Math.max(0, most - going));
};
