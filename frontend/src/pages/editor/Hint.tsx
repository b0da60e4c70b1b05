/** A few words over the picture, gone after a moment: what a key did, or why it did nothing. */
import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { useScope } from "@/lib/useScope";

interface Shown {
  readonly text: string;
  readonly number: number;
}

export interface HintStore {
  readonly store: StoreApi<Shown>;
  show(text: string): void;
}

const LASTS_MS = 2600;

export const useHint = (): HintStore =>
  useMemo(() => {
    const store = createStore<Shown>(() => ({ text: "", number: 0 }));
    return {
      store,
      show: (text) => store.setState(({ number }) => ({ text, number: number + 1 })),
    };
  }, []);

export const Hint = ({ hint }: { readonly hint: HintStore }) => {
  const { text, number } = useStore(hint.store);
  useScope(
    (scope) => {
      if (number > 0) scope.timeout(LASTS_MS, () => hint.store.setState({ text: "" }));
    },
    [hint, number],
  );
  if (!text) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 flex justify-center px-4">
      <p
        data-testid="hint"
        className="animate-appear rounded-md bg-[#14161ae6] px-3 py-1.5 text-13 text-[#e8eaed] shadow-overlay"
      >
        {text}
      </p>
    </div>
  );
};
