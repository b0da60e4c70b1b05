/** One video on the wall: a picture that moves when looked at, and what is known about it. */
import { Link } from "@tanstack/react-router";
import { BrainCircuit, Check } from "lucide-react";
import type { CSSProperties, MouseEvent } from "react";
import { translated } from "@/api/sentences";
import type { Video } from "@/api/types";
import { m } from "@/i18n";
import { splitName } from "@/i18n/names";
import { Badge } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { LabelBadge, VideoBadge } from "@/ui/VideoBadge";
import { type Glance, leaningName } from "./doubt";
import { clipFacts } from "./facts";
import { type Motion, Preview } from "./Preview";

interface VideoCardProps {
  readonly video: Video;
  readonly glance: Glance | undefined;
  readonly motion: Motion;
  readonly isChosen: boolean;
  /** The one card of the wall that Tab reaches. */
  readonly isCurrent: boolean;
  readonly mayChoose: boolean;
  readonly style: CSSProperties;
  readonly onChoose: (isRange: boolean) => void;
  readonly onPointer: (isOver: boolean) => void;
  readonly onFocus: () => void;
}

export const VideoCard = (props: VideoCardProps) => {
  const { video, motion, isChosen, isCurrent, mayChoose, onChoose, onPointer } = props;
  const name = nameOf(video);
  const onClick = (event: MouseEvent): void => {
    if (!mayChoose || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onChoose(event.shiftKey);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be a wall of cards.
    // biome-ignore lint/a11y/useFocusableInteractive: its link takes the focus.
    <div
      role="gridcell"
      aria-selected={mayChoose ? isChosen : undefined}
      style={props.style}
      onPointerEnter={(event) => event.pointerType !== "touch" && onPointer(true)}
      onPointerLeave={() => onPointer(false)}
      className={cx(
        "group/card relative flex min-w-0 flex-col overflow-hidden rounded-lg border bg-panel transition-colors hover:border-control has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-accent",
        isChosen ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line",
      )}
    >
      <Link
        to="/p/$project/videos/$videoId"
        params={{ project: video.project, videoId: String(video.id) }}
        data-card={video.id}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={m.video_open({ name })}
        aria-describedby={`card-${video.id}`}
        onClick={onClick}
        onFocus={props.onFocus}
        className="block outline-none! after:absolute after:inset-0 focus-visible:shadow-none!"
        draggable={false}
      >
        <Preview video={video} motion={motion} />
      </Link>
      <span className="pointer-events-none absolute top-2 left-2 rounded-sm bg-panel">
        <VideoBadge video={video} />
      </span>
      {mayChoose && (
        <button
          type="button"
          tabIndex={-1}
          aria-pressed={isChosen}
          aria-label={m.video_choose({ name })}
          onClick={(event) => onChoose(event.shiftKey)}
          className={cx(
            "absolute top-2 right-2 z-1 flex size-6 cursor-pointer items-center justify-center rounded-md border pointer-coarse:size-11",
            isChosen
              ? "border-accent bg-accent text-on-accent"
              : "border-control bg-panel text-transparent opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <Check aria-hidden size={15} strokeWidth={3} />
        </button>
      )}
      <div id={`card-${video.id}`} className="flex min-h-0 flex-1 flex-col gap-1 px-3 pt-2.5 pb-3">
        <h2 className="truncate text-13 font-medium" title={name}>
          {name}
        </h2>
        <Facts video={video} />
        <p className="mt-auto flex h-12 flex-wrap content-end gap-1 overflow-hidden">
          {video.label && <LabelBadge label={video.label} />}
          {props.glance && (
            <Badge icon={BrainCircuit} tone="accent">
              {leaningName(props.glance.p_fake)}
            </Badge>
          )}
          {video.split && <Badge>{splitName(video.split)}</Badge>}
          {video.generator && <Badge className="min-w-0 shrink! truncate">{video.generator}</Badge>}
        </p>
      </div>
    </div>
  );
};

export const nameOf = (video: Pick<Video, "id" | "name">): string =>
  video.name || m.video_number({ id: video.id });

const Facts = ({ video }: { readonly video: Video }) => {
  if (video.state === "rejected")
    return (
      <p className="truncate text-12 text-bad" title={translated(video.reason ?? "")}>
        {translated(video.reason ?? "")}
      </p>
    );
  if (video.state === "ready")
    return <p className="numeric truncate text-12 text-muted">{clipFacts(video)}</p>;
  const share = video.job?.progress ?? 0;
  return (
    <span aria-hidden className="my-1.5 block h-1.5 overflow-hidden rounded-full bg-sunken">
      <span className="block h-full bg-accent" style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  );
};
