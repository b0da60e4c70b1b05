/**
 * Reads out what changes over the picture, once it stands still: the frame, the box of the selected
 * trace, and which trace that is. Whoever steps quickly hears only where they arrive.
 */
import { useRef } from "react";
import { useScope } from "@/lib/useScope";
import { type EditorState, selectedTrace } from "@/store/editor";
import { announce } from "@/ui/announce";
import { useDesk } from "./context";
import { boxSaid, shapeSaid } from "./said";
import { frameText } from "./words";

/** In milliseconds. */
const QUIET_MS = 500;

/** Describes the stage to whoever comes to it. */
export const STAGE_SAID_ID = "stage-said";

export const Speech = () => {
  const desk = useDesk();
  const described = useRef<HTMLParagraphElement>(null);

  useScope(
    (scope) => {
      const { table, task } = desk.bench.options;
      const size = { width: task.video.width ?? 1, height: task.video.height ?? 1 };
      const { store } = desk.editor;
      let told = store.getState();
      let quiet: (() => void) | null = null;

      const words = (now: EditorState): string => {
        const trace = selectedTrace(now);
        const before = selectedTrace(told);
        const parts: string[] = [];
        if (now.frame !== told.frame) parts.push(frameText(table, now.frame));
        if (trace && trace.id !== before?.id) parts.push(shapeSaid(trace, now.frame, size));
        else if (trace && (now.frame !== told.frame || trace.track !== before?.track))
          parts.push(boxSaid(trace, now.frame, size));
        return parts.join(", ");
      };
      const tell = (): void => {
        const now = store.getState();
        if (now.motion !== "still" || now.isDragging) return;
        const text = words(now);
        const trace = selectedTrace(now);
        told = now;
        if (described.current)
          described.current.textContent = trace ? shapeSaid(trace, now.frame, size) : "";
        if (text) announce(text);
      };
      scope.defer(
        store.subscribe((now, before) => {
          const isSame =
            now.frame === before.frame &&
            now.selected === before.selected &&
            now.history.document === before.history.document &&
            now.motion === before.motion &&
            now.isDragging === before.isDragging;
          if (isSame) return;
          quiet?.();
          quiet = scope.timeout(QUIET_MS, tell);
        }),
      );
    },
    [desk],
  );

  return <p ref={described} id={STAGE_SAID_ID} className="sr-only" />;
};
