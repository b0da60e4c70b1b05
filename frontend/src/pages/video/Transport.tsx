/** Play, step, and where one is: in frames, of how many, and in seconds. */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useStore } from "zustand";
import { type FrameTable, frameCount, secondsAt } from "@/domain/timeline";
import { m } from "@/i18n";
import { formatSeconds } from "@/i18n/format";
import { IconButton } from "@/ui/Button";
import type { Viewer } from "./viewer";

interface TransportProps {
  readonly viewer: Viewer;
  readonly table: FrameTable;
}

export const Transport = ({ viewer, table }: TransportProps) => {
  const shown = useStore(viewer.store, (state) => state.frame);
  const isPlaying = useStore(viewer.store, (state) => state.isPlaying);
  const frame = shown ?? 0;
  const last = frameCount(table) - 1;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? m.viewer_pause() : m.viewer_play()}
        onPress={viewer.toggle}
      />
      <IconButton icon={ChevronFirst} label={m.viewer_first()} onPress={() => viewer.seek(0)} />
      <IconButton
        icon={ChevronLeft}
        label={m.models_frame_before()}
        onPress={() => viewer.step(-1)}
      />
      <IconButton
        icon={ChevronRight}
        label={m.models_frame_after()}
        onPress={() => viewer.step(1)}
      />
      <IconButton icon={ChevronLast} label={m.viewer_last()} onPress={() => viewer.seek(last)} />
      <input
        type="range"
        aria-label={m.models_frame()}
        aria-valuetext={m.viewer_at({ frame, seconds: formatSeconds(secondsAt(table, frame)) })}
        min={0}
        max={last}
        value={frame}
        onChange={(event) => viewer.seek(Number(event.target.value))}
        className="mx-2 h-6 min-w-24 flex-1 accent-(--accent)"
      />
      <span className="numeric text-right text-13 text-muted">
        <span data-testid="frame" data-shown={shown !== null} className="text-text">
          {frame}
        </span>{" "}
        / {last} · {formatSeconds(secondsAt(table, frame))}
      </span>
    </div>
  );
};
