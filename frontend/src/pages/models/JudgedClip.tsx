/** One clip, frame by frame, with what people marked (solid) and what the model said (dashed). */
import "@/canvas/stage.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ExternalLink, Unplug } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { FrameTable, Video, WorstClip } from "@/api/types";
import { framesQuery, videoQuery } from "@/api/videos";
import { type Document, parse, type Trace } from "@/domain/document";
import { frameCount } from "@/domain/timeline";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { labelName } from "@/i18n/names";
import { useScope } from "@/lib/useScope";
import { Player } from "@/player/player";
import { categoryOf } from "@/store/categories";
import { buttonClass, IconButton } from "@/ui/Button";
import { EmptyState, ErrorPanel } from "@/ui/Panel";
import { Poster } from "@/ui/Poster";
import { Skeleton } from "@/ui/Skeleton";
import { Said } from "./Said";

interface JudgedClipProps {
  readonly project: string;
  readonly clip: WorstClip;
}

const documentOf = (value: unknown): Document | null => {
  const parsed = parse(value);
  return parsed.kind === "document" ? parsed.document : null;
};

export const JudgedClip = ({ project, clip }: JudgedClipProps) => {
  const id = clip.video ?? 0;
  const video = useQuery({ ...videoQuery(id), enabled: clip.video !== null });
  const table = useQuery({ ...framesQuery(id), enabled: clip.video !== null });
  const truth = useMemo(() => documentOf(clip.truth), [clip.truth]);
  const prediction = useMemo(() => documentOf(clip.prediction), [clip.prediction]);
  const error = video.error ?? table.error;
  const pointed = truth?.traces[0] ?? prediction?.traces[0];
  return (
    <div className="flex min-w-0 flex-col gap-4 p-4">
      {clip.video === null ? (
        <EmptyState icon={Unplug} title={m.models_worst_gone()} text={m.models_worst_gone_text()} />
      ) : error ? (
        <ErrorPanel
          error={error}
          onRetry={() => {
            void video.refetch();
            void table.refetch();
          }}
        />
      ) : video.data && table.data ? (
        <Stage video={video.data} table={table.data} truth={truth} prediction={prediction} />
      ) : (
        <Skeleton className="aspect-video w-full" />
      )}
      <div className="grid gap-4 tablet:grid-cols-2">
        <Said
          title={m.models_said_truth({ label: labelName(clip.label) })}
          document={truth}
          look="solid"
        />
        <Said
          title={m.models_said_model({ share: formatShare(clip.p_fake) })}
          document={prediction}
          look="dashed"
        />
      </div>
      {clip.video !== null && (
        <Link
          to="/p/$project/videos/$videoId"
          params={{ project, videoId: String(clip.video) }}
          search={pointed ? { frame: pointed.span[0], trace: pointed.id } : {}}
          className={`${buttonClass("secondary", "dense")} self-start`}
        >
          <ExternalLink aria-hidden size={15} />
          {m.models_worst_open()}
        </Link>
      )}
    </div>
  );
};

interface StageProps {
  readonly video: Video;
  readonly table: FrameTable;
  readonly truth: Document | null;
  readonly prediction: Document | null;
}

const Stage = ({ video, table, truth, prediction }: StageProps) => {
  const element = useRef<HTMLVideoElement>(null);
  const player = useRef<Player | null>(null);
  const [frame, setFrame] = useState<number | null>(null);
  const [wanted, setWanted] = useState(0);
  const last = frameCount(table) - 1;
  useScope(
    (scope) => {
      if (!element.current) return;
      player.current = new Player(element.current, table, scope, {
        frame: setFrame,
        motion: () => undefined,
        trouble: () => undefined,
      });
      // Begin where there is something to see.
      const first = truth?.traces[0]?.span[0] ?? prediction?.traces[0]?.span[0] ?? 0;
      setWanted(first);
      void player.current.seek(first);
    },
    [table, truth, prediction],
  );
  const go = (to: number): void => {
    const next = Math.min(Math.max(to, 0), last);
    setWanted(next);
    void player.current?.seek(next);
  };
  if (!video.proxy_url) return <Poster url={video.poster_url} className="aspect-video w-full" />;
  const size = { width: video.width ?? 16, height: video.height ?? 9 };
  return (
    <div className="flex flex-col gap-2">
      <div
        className="relative mx-auto max-h-120 w-full overflow-hidden rounded-md bg-surround"
        style={{
          aspectRatio: `${size.width} / ${size.height}`,
          maxWidth: `calc(30rem * ${size.width / size.height})`,
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
        />
        {frame !== null && (
          <svg
            role="img"
            aria-label={m.models_worst_drawn()}
            viewBox={`0 0 ${size.width} ${size.height}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full"
          >
            {truth?.traces.map((trace) => (
              <Outline key={trace.id} trace={trace} frame={frame} size={size} look="solid" />
            ))}
            {prediction?.traces.map((trace) => (
              <Outline key={trace.id} trace={trace} frame={frame} size={size} look="dashed" />
            ))}
          </svg>
        )}
      </div>
      <div className="flex items-center gap-2">
        <IconButton
          icon={ChevronLeft}
          label={m.models_frame_before()}
          size="dense"
          isDisabled={wanted === 0}
          onPress={() => go(wanted - 1)}
        />
        <input
          type="range"
          aria-label={m.models_frame()}
          min={0}
          max={last}
          value={wanted}
          onChange={(event) => go(Number(event.target.value))}
          className="min-w-0 flex-1 accent-(--accent)"
        />
        <IconButton
          icon={ChevronRight}
          label={m.models_frame_after()}
          size="dense"
          isDisabled={wanted === last}
          onPress={() => go(wanted + 1)}
        />
        <span className="numeric min-w-16 text-right text-13 text-muted">
          {wanted} / {last}
        </span>
      </div>
    </div>
  );
};

interface OutlineProps {
  readonly trace: Trace;
  readonly frame: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly look: "solid" | "dashed";
}

const Outline = ({ trace, frame, size, look }: OutlineProps) => {
  if (frame < trace.span[0] || frame >= trace.span[1]) return null;
  const box = boxAt(trace.track, frame);
  if (!box) return null;
  const at = {
    x: box[0] * size.width,
    y: box[1] * size.height,
    width: box[2] * size.width,
    height: box[3] * size.height,
  };
  return (
    <g
      className="stage-shape"
      data-suggestion={look === "dashed"}
      style={{ "--stroke": categoryOf(trace.category).colour } as React.CSSProperties}
    >
      <rect {...at} vectorEffect="non-scaling-stroke" className="stage-halo" />
      <rect {...at} vectorEffect="non-scaling-stroke" className="stage-line" />
    </g>
  );
};
