/**
 * The frame on screen, null while playing. A single step shows at once; steps in quick succession,
 * scrubbing and dragging render nothing until they pause.
 */
import { useState } from "react";
import { useScope } from "@/lib/useScope";
import type { EditorState } from "@/store/editor";
import { useDesk } from "./context";

const REST_MS = 80;

const restingIn = ({ motion, frame }: EditorState): number | null =>
  motion === "still" ? frame : null;

export const useRestingFrame = (): number | null => {
  const { editor } = useDesk();
  const [frame, setFrame] = useState(() => restingIn(editor.state));
  useScope(
    (scope) => {
      let shown = restingIn(editor.state);
      let cancel: () => void = () => undefined;
      let changedAt = Number.NEGATIVE_INFINITY;
      const show = (next: number | null): void => {
        if (next !== shown) setFrame(next);
        shown = next;
      };
      setFrame(shown);
      const watch = (now: EditorState, before: EditorState): void => {
        const isSame = now.frame === before.frame && now.motion === before.motion;
        if (isSame && now.isDragging === before.isDragging) return;
        const isQuick = performance.now() - changedAt < REST_MS;
        changedAt = performance.now();
        cancel();
        if (now.motion !== "still") show(null);
        else if (!now.isDragging && !isQuick) show(now.frame);
        else if (!now.isDragging)
          cancel = scope.timeout(REST_MS, () => show(restingIn(editor.state)));
      };
      scope.defer(editor.store.subscribe(watch));
    },
    [editor],
  );
  return frame;
};
