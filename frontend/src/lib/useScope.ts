/** A scope with the life of an effect: it ends when the component leaves or a dependency changes. */
import { type DependencyList, useEffect } from "react";
import { Scope } from "./scope";

export const useScope = (effect: (scope: Scope) => void, dependencies: DependencyList): void => {
  useEffect(() => {
    const scope = new Scope();
    effect(scope);
    return () => scope.end();
    // biome-ignore lint/correctness/useExhaustiveDependencies: the list is checked at the call (biome.json).
  }, dependencies);
};
