/** The clip with every shown layer drawn over it: people's boxes solid, models' dashed. */
import "@/canvas/stage.css";
import { type CSSProperties, useRef } from "react";
import { useStore } from "zustand";
import type { FrameTable, Video } from "@/api/types";
import type { Trace } from "@/domain/document";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { categoryOf } from "@/store/categories";
import { Poster } from "@/ui/Poster";
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
  if (!video.proxy_url) return <Poster url={video.poster_url} className="aspect-video w-full" />;
  const size = { width: video.width ?? 16, height: video.height ?? 9 };
  return (
    <div
      id="stage"
      className="relative mx-auto w-full overflow-hidden rounded-md bg-surround"
      style={{
        aspectRatio: `${size.width} / ${size.height}`,
        maxWidth: `calc(62dvh * ${size.width / size.height})`,
      }}
    >
      <video
        ref={element}
        src={video.proxy_url}
        {...(video.poster_url ? { poster: video.poster_url } : {})}
        muted
        playsInline
        preload="auto"
        disablePictureInPicture
        className="absolute inset-0 size-full object-fill"
        onClick={viewer.toggle}
      />
      {frame !== null && (
        <svg
          role="img"
          aria-label={m.video_drawn()}
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          className="pointer-events-none absolute inset-0 size-full"
        >
          {layers.flatMap((layer) =>
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
          )}
        </svg>
      )}
    </div>
  );
};

interface OutlineProps {
  readonly trace: Trace;
  readonly frame: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly isDashed: boolean;
  readonly isSelected: boolean;
}

const Outline = ({ trace, frame, size, isDashed, isSelected }: OutlineProps) => {
  const box = frame >= trace.span[0] && frame < trace.span[1] ? boxAt(trace.track, frame) : null;
  if (!box) return null;
  const [x, y, width, height] = box;
  const at = {
    x: x * size.width,
    y: y * size.height,
    width: width * size.width,
    height: height * size.height,
  };
  const { code, colour } = categoryOf(trace.category);
  return (
    <g
      className="stage-shape"
      data-suggestion={isDashed}
      data-selected={isSelected}
      data-trace={trace.id}
      style={{ "--stroke": colour } as CSSProperties}
    >
      <rect {...at} vectorEffect="non-scaling-stroke" className="stage-halo" />
      <rect {...at} vectorEffect="non-scaling-stroke" className="stage-line" />
      <text
        x={at.x + size.width * 0.006}
        y={Math.max(size.height * 0.04, at.y - size.height * 0.012)}
        fontSize={size.height * 0.04}
        fontWeight="600"
        fill={colour}
        stroke="#000000cc"
        strokeWidth={size.height * 0.008}
        paintOrder="stroke"
      >
        {code}
      </text>
    </g>
  );
};
