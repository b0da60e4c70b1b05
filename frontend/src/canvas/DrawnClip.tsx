/** A clip to look at with boxes drawn over it: people's solid, models' dashed. Nothing is edited. */
import "./stage.css";
import type { CSSProperties, ReactNode, Ref } from "react";
import type { Video } from "@/api/types";
import type { Trace } from "@/domain/document";
import { boxAt } from "@/domain/track";
import { categoryOf } from "@/store/categories";
import { cx } from "@/ui/cx";
import { Poster } from "@/ui/Poster";
import type { Size } from "./view";

interface DrawnClipProps {
  readonly id?: string;
  readonly video: Video;
  readonly element: Ref<HTMLVideoElement>;
  /** The greatest height, as CSS writes it. */
  readonly height: string;
  readonly className?: string;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
  /** The outlines; none before a frame is shown. */
  readonly outlines: ((size: Size) => ReactNode) | null;
  readonly onPress?: () => void;
}

export const DrawnClip = (props: DrawnClipProps) => {
  const { video, outlines } = props;
  if (!video.proxy_url) return <Poster url={video.poster_url} className="aspect-video w-full" />;
  const size = { width: video.width ?? 16, height: video.height ?? 9 };
  return (
    <div
      {...(props.id ? { id: props.id } : {})}
      className={cx(
        "relative mx-auto w-full overflow-hidden rounded-md bg-surround",
        props.className,
      )}
      style={{
        aspectRatio: `${size.width} / ${size.height}`,
        maxWidth: `calc(${props.height} * ${size.width / size.height})`,
      }}
    >
      <video
        ref={props.element}
        src={video.proxy_url}
        {...(video.poster_url ? { poster: video.poster_url } : {})}
        muted
        playsInline
        preload="auto"
        disablePictureInPicture
        className="absolute inset-0 size-full object-fill"
        onClick={props.onPress}
      />
      {outlines && (
        <svg
          role="img"
          aria-label={props.label}
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          className="pointer-events-none absolute inset-0 size-full"
        >
          {outlines(size)}
        </svg>
      )}
    </div>
  );
};

interface OutlineProps {
  readonly trace: Trace;
  readonly frame: number;
  readonly size: Size;
  readonly isDashed: boolean;
  readonly isSelected?: boolean;
}

/** The trace's box in `frame`, with the code of its category; nothing where it has none. */
export const Outline = ({ trace, frame, size, isDashed, isSelected = false }: OutlineProps) => {
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
