/** The clip with every shown layer drawn over it: people's boxes solid, models' dashed. */
import { useRef } from "react";
import { useStore } from "zustand";
import type { FrameTable, Video } from "@/api/types";
import { DrawnClip, Outline } from "@/canvas/DrawnClip";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import type { Layer } from "./layers";
import type { Viewer } from "./viewer";

interface PictureProps {
  readonly viewer: Viewer;
  readonly video: Video;
  readonly table: FrameTable;
  readonly layers: readonly Layer[];
  /** The frame to begin with. */
  readonly first: number;
}

export const Picture = ({ viewer, video, table, layers, first }: PictureProps) => {
  const element = useRef<HTMLVideoElement>(null);
  const frame = useStore(viewer.store, (state) => state.frame);
  const selected = useStore(viewer.store, (state) => state.selected);
  useScope(
    (scope) => {
      if (element.current) viewer.attach(element.current, table, first, scope);
    },
    [viewer, table, first],
  );
  return (
    <DrawnClip
      id="stage"
      video={video}
      element={element}
      height="62dvh"
      label={m.video_drawn()}
      onPress={viewer.toggle}
      outlines={
        frame === null
          ? null
          : (size) =>
              layers.flatMap((layer) =>
                layer.document.traces.map((trace) => (
                  <Outline
                    key={`${layer.key} ${trace.id}`}
                    trace={trace}
                    frame={frame}
                    size={size}
                    isDashed={layer.kind === "prediction"}
                    isSelected={selected?.layer === layer.key && selected.trace === trace.id}
                  />
                )),
              )
      }
    />
  );
};
