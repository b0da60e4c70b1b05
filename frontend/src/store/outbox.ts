/** Sends what other visits left in the journal: clips that were closed while offline. */
import { Scope } from "@/lib/scope";
import type { Entry, Journal } from "./journal";
import { Saver, type SaverOptions } from "./saver";
import { lockOf } from "./tabs";

export interface OutboxOptions {
  readonly journal: Journal;
  readonly user: number;
  put(annotation: number): SaverOptions["put"];
  isOnline(): boolean;
}

/**
 * Tries every waiting annotation of this user once; the answer is how many still wait. Entries that
 * a tab edits right now are left to it, and so are those that need a person's decision.
 */
export const drain = async (options: OutboxOptions): Promise<number> => {
  const entries = await options.journal.all();
  const mine = entries.filter((entry) => entry.user === options.user);
  const left = await Promise.all(mine.map((entry) => deliver(entry, options)));
  return left.filter((waits) => waits).length;
};

const deliver = async (entry: Entry, options: OutboxOptions): Promise<boolean> =>
  navigator.locks.request(lockOf(entry.annotation), { ifAvailable: true }, async (lock) => {
    if (!lock) return true;
    // The tab that held the lock may have sent it meanwhile.
    const current = await options.journal.read(entry.annotation);
    if (!current) return false;
    const scope = new Scope();
    const saver = new Saver(
      {
        annotation: entry.annotation,
        task: entry.task,
        user: entry.user,
        stored: { revision: current.revision, document: current.base },
        journal: options.journal,
        put: options.put(entry.annotation),
        state: () => undefined,
        kept: () => undefined,
        merged: () => undefined,
        // Nobody is there to ask: end here, the entry stays for when the clip is opened.
        settle: () => new Promise(() => undefined),
        isOnline: options.isOnline,
      },
      scope,
    );
    saver.start({ revision: current.revision, document: current.base });
    saver.resume(current);
    const timeout = new Promise<boolean>((resolve) => {
      scope.timeout(20_000, () => resolve(false));
    });
    const sent = await Promise.race([saver.flush(), timeout]);
    scope.end();
    return !sent;
  });
