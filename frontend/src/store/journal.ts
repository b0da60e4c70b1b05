/**
 * What is not yet on the server, on this device: one entry per annotation, the latest state only.
 * The journal is also the outbox: an entry exists exactly as long as the server lacks something.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Document } from "@/domain/document";

export interface Entry {
  readonly annotation: number;
  readonly task: number;
  /** The account that made the changes; nobody else sends them. */
  readonly user: number;
  /** The revision and document on the server that the changes started from. */
  readonly revision: number;
  readonly base: Document;
  readonly document: Document;
  /** Sent but never answered: the server may or may not have them. */
  readonly sent: readonly Document[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How safe a write is: `page` lasts only as long as this page does. */
export type Keeping = "device" | "page";

interface Schema extends DBSchema {
  drafts: { key: number; value: Entry };
}

export interface Journal {
  read(annotation: number): Promise<Entry | undefined>;
  /** `relaxed` outlives this page at once; `strict`, a little slower, a dead battery too. */
  write(entry: Entry, durability?: IDBTransactionDurability): Promise<Keeping>;
  drop(annotation: number): Promise<void>;
  all(): Promise<readonly Entry[]>;
  close(): void;
}

export const openJournal = async (name = "telltale"): Promise<Journal> => {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore("drafts", { keyPath: "annotation" });
    },
  });
  return {
    read: (annotation) => db.get("drafts", annotation),
    write: async (entry, durability = "strict") => {
      const write = db.transaction("drafts", "readwrite", { durability });
      const put = write.store.put(entry);
      // Without waiting for the answer: the page may not live to hear it.
      write.commit();
      await Promise.all([put, write.done]);
      return "device";
    },
    drop: (annotation) => db.delete("drafts", annotation),
    all: () => db.getAll("drafts"),
    close: () => db.close(),
  };
};
