/** Reserves the next clip while this one is open, and remembers the way through the queue. */
import { useScope } from "@/lib/useScope";
import { prepareNext } from "./ahead";
import type { Bench } from "./bench";
import { keepTrail, readTrail, visited } from "./trail";

export const useQueue = (bench: Bench): void =>
  useScope(
    (scope) => {
      const { project, mode, task } = bench.options;
      const { editor } = bench;
      // What may only be looked at is no work of the queue.
      if (!editor.state.mayEdit) return;
      keepTrail(mode, project.slug, visited(readTrail(mode, project.slug), task.id));
      const begin = (): void => prepareNext(project.slug, mode, task.id, scope);
      if (editor.state.isShown) return begin();
      const stop = editor.store.subscribe(({ isShown }) => {
        if (!isShown) return;
        stop();
        begin();
      });
      scope.defer(stop);
    },
    [bench],
  );
