/** One clip, frame by frame, with what people marked (solid) and what the model said (dashed). */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ExternalLink, Unplug } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { FrameTable, Video, WorstClip } from "@/api/types";
import { framesQuery, videoQuery } from "@/api/videos";
import { DrawnClip, Outline } from "@/canvas/DrawnClip";
import { type Document, parse } from "@/domain/document";
import { frameCount } from "@/domain/timeline";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { labelName } from "@/i18n/names";
import { useScope } from "@/lib/useScope";
import { Player } from "@/player/player";
import { buttonClass, IconButton } from "@/ui/Button";
import { EmptyState, ErrorPanel } from "@/ui/Panel";
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
  return (
    <div className="flex flex-col gap-2">
      <DrawnClip
        video={video}
        element={element}
        height="30rem"
        className="max-h-120"
        label={m.models_worst_drawn()}
        outlines={
          frame === null
            ? null
            : (size) =>
                [truth, prediction].flatMap((document) =>
                  (document?.traces ?? []).map((trace) => (
                    <Outline
                      key={`${document === truth} ${trace.id}`}
                      trace={trace}
                      frame={frame}
                      size={size}
                      isDashed={document === prediction}
                    />
                  )),
                )
        }
      />
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
