/** Whether a media query fits now, followed while the component stands. */
import { useCallback, useSyncExternalStore } from "react";
import { Scope } from "./scope";

export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (changed: () => void) => {
      const scope = new Scope();
      scope.listen(window.matchMedia(query), "change", changed);
      return () => scope.end();
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
};
