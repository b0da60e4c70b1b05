/** The picture of a card: still, leafing through the filmstrip, or playing. */
import { Clock, Film, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Video } from "@/api/types";
import { useScope } from "@/lib/useScope";
import { Poster } from "@/ui/Poster";

export type Motion = "still" | "strip" | "playing";

const ICONS = {
  new: Clock,
  preparing: LoaderCircle,
  ready: Film,
  rejected: TriangleAlert,
} as const;

/** The server puts up to this many pictures into a strip. */
const MOST_TILES = 24;
const LEAST_MS = 90;

export const wantsCalm = (): boolean =>
  window.matchMedia("(prefers-reduced-motion: reduce)").matches;

interface PreviewProps {
  readonly video: Video;
  readonly motion: Motion;
}

export const Preview = ({ video, motion }: PreviewProps) => {
  if (motion === "playing" && video.proxy_url)
    return (
      <video
        src={video.proxy_url}
        {...(video.poster_url ? { poster: video.poster_url } : {})}
        autoPlay
        muted
        loop
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        className="aspect-video w-full bg-surround object-contain"
      />
    );
  return (
    <span className="relative block">
      <Poster url={video.poster_url} icon={ICONS[video.state]} className="aspect-video w-full" />
      {motion === "strip" && video.filmstrip_url && (
        <Strip video={video} source={video.filmstrip_url} />
      )}
    </span>
  );
};

interface StripProps {
  readonly video: Video;
  readonly source: string;
}

const Strip = ({ video, source }: StripProps) => {
  const [tile, setTile] = useState(0);
  const tiles = Math.max(1, Math.min(MOST_TILES, video.frame_count ?? 1));
  const pace = Math.max(LEAST_MS, ((video.duration_s ?? 1) * 1000) / tiles);
  useScope(
    (scope) => {
      scope.interval(pace, () => setTile((now) => (now + 1) % tiles));
    },
    [pace, tiles],
  );
  const width = video.width ?? 16;
  const height = video.height ?? 9;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className="absolute inset-0 size-full bg-surround"
      data-testid="strip"
      data-tile={tile}
    >
      <svg width={width} height={height} overflow="hidden" aria-hidden="true">
        <image
          href={source}
          x={-tile * width}
          width={tiles * width}
          height={height}
          preserveAspectRatio="none"
        />
      </svg>
      <rect
        x="0"
        y={height * 0.985}
        width={(width * (tile + 1)) / tiles}
        height={height * 0.015}
        fill="var(--accent)"
      />
    </svg>
  );
};
