/**
 * One bench per clip, lent to whoever shows it. A page that is rendered anew (another language)
 * gets the same bench back; one that leaves ends it.
 */
import { Scope } from "@/lib/scope";
import { Bench, type BenchOptions } from "./bench";

interface Loan {
  readonly bench: Bench;
  readonly giveBack: () => void;
}

/** A remount follows within a few milliseconds; leaving does not come back. */
const GRACE_MS = 300;

let current: { readonly key: string; readonly bench: Bench } | null = null;
let grace: Scope | null = null;

export const borrow = (options: BenchOptions): Loan => {
  const key = `${options.mode} ${options.task.id} ${options.user}`;
  grace?.end();
  grace = null;
  if (current?.key !== key) {
    void current?.bench.end();
    current = { key, bench: new Bench(options) };
  }
  const { bench } = current;
  return {
    bench,
    giveBack: () => {
      void bench.saver.journal();
      grace = new Scope();
      grace.timeout(GRACE_MS, () => {
        void bench.end();
        if (current?.bench === bench) current = null;
      });
    },
  };
};
