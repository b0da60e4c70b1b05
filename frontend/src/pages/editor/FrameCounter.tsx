/** The number of the frame on screen; written by hand, so that playing renders nothing. */
import { useRef } from "react";
import { secondsAt } from "@/domain/timeline";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { useDesk } from "./context";
import { secondsText } from "./words";

export const FrameCounter = () => {
  const desk = useDesk();
  const { table } = desk.bench.options;
  const frame = useRef<HTMLSpanElement>(null);
  const seconds = useRef<HTMLSpanElement>(null);

  useScope(
    (scope) => {
      const { store } = desk.editor;
      const write = (now: number): void => {
        if (frame.current) {
          frame.current.textContent = String(now);
          frame.current.dataset.shown = String(store.getState().isShown);
        }
        if (seconds.current) seconds.current.textContent = secondsText(secondsAt(table, now));
      };
      write(store.getState().frame);
      scope.defer(
        store.subscribe((now, before) => {
          if (now.frame === before.frame && now.isShown === before.isShown) return;
          write(now.frame);
        }),
      );
    },
    [desk, table],
  );

  return (
    <div
      className="numeric flex items-baseline gap-1 px-2 text-14 whitespace-nowrap"
      title={m.editor_frames_from_zero()}
    >
      <span ref={frame} data-testid="frame" className="min-w-8 text-right text-16 font-semibold" />
      <span className="text-muted">/ {desk.frameCount - 1}</span>
      <span ref={seconds} className="ml-2 min-w-10 text-right text-muted" />
    </div>
  );
};
