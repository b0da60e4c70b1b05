/**
 * The wall itself: a grid of which only the rows in sight are rendered. Arrows move, Enter opens,
 * Space plays, X chooses; rows that are not loaded yet hold their place.
 */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Video } from "@/api/types";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { announce } from "@/ui/announce";
import { cx } from "@/ui/cx";
import { type Chosen, choosing, extended, NONE_CHOSEN, toggled } from "./chosen";
import type { Glance } from "./doubt";
import { cardAfter, GAP, layoutOf, rowsInSight, rowsOf } from "./grid-layout";
import { lastOpened } from "./last-opened";
import type { Motion } from "./Preview";
import { wantsCalm } from "./Preview";
import { VideoCard } from "./VideoCard";

interface VideoGridProps {
  readonly project: string;
  readonly rows: readonly Video[];
  /** How many there are in all, loaded or not. */
  readonly total: number;
  readonly glances: ReadonlyMap<number, Glance>;
  readonly mayChoose: boolean;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  /** Rows below what is loaded came into sight. */
  readonly onEnd: () => void;
}

/** What the bar below covers while videos are chosen, in pixels: the focus stays above it. */
const BAR_HEIGHT = 72;

interface Sight {
  readonly top: number;
  readonly bottom: number;
}

export const VideoGrid = (props: VideoGridProps) => {
  const { project, rows, total, glances, mayChoose, chosen, onChoose, onEnd } = props;
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(960);
  const [sight, setSight] = useState<Sight>({ top: 0, bottom: 1200 });
  const [current, setCurrent] = useState(() =>
    Math.max(
      0,
      rows.findIndex(({ id }) => id === lastOpened.get(project)),
    ),
  );
  const [over, setOver] = useState<number | null>(null);
  const [playing, setPlaying] = useState<number | null>(null);
  const wanted = useRef<"focus" | "restore" | null>(lastOpened.has(project) ? "restore" : null);
  const layout = layoutOf(width);
  const { first, end } = rowsInSight(layout, total, sight);
  const at = Math.min(current, Math.max(0, rows.length - 1));
  const order = (): readonly number[] => rows.map(({ id }) => id);

  useScope((scope) => {
    const node = host.current;
    if (!node) return;
    let isDue = false;
    const look = (): void => {
      isDue = false;
      const { top } = node.getBoundingClientRect();
      setSight({ top: -top, bottom: window.innerHeight - top });
    };
    const later = (): void => {
      if (isDue) return;
      isDue = true;
      scope.frame(look);
    };
    const observer = new ResizeObserver(() => {
      setWidth(node.clientWidth);
      later();
    });
    observer.observe(node);
    scope.defer(() => observer.disconnect());
    scope.listen(window, "scroll", later, { passive: true });
    scope.listen(window, "resize", later);
  }, []);

  const isShort = end * layout.columns > rows.length && rows.length < total;
  useLayoutEffect(() => {
    if (isShort) onEnd();
  }, [isShort, onEnd]);

  // The card that a key leads to may only be rendered once its row has come into sight.
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const id = rows[at]?.id;
    const card = host.current?.querySelector<HTMLElement>(`[data-card="${id}"]`);
    if (!card) return;
    const isQuiet = wanted.current === "restore" && document.activeElement !== document.body;
    wanted.current = null;
    if (!isQuiet) card.focus({ preventScroll: true });
  });

  const go = (next: number): void => {
    wanted.current = "focus";
    setCurrent(next);
    setPlaying(null);
    const node = host.current;
    if (!node) return;
    const top = Math.floor(next / layout.columns) * layout.step;
    const bounds = node.getBoundingClientRect();
    const above = bounds.top + top - GAP;
    const bar = chosen.ids.size > 0 ? BAR_HEIGHT : 0;
    const below = bounds.top + top + layout.step + bar - window.innerHeight;
    if (above < 0) window.scrollBy({ top: above });
    else if (below > 0) window.scrollBy({ top: below });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const video = rows[at];
    if (event.altKey || !video) return;
    const mod = event.ctrlKey || event.metaKey;
    const rowsPerPage = Math.floor(window.innerHeight / layout.step);
    const grid = { count: rows.length, columns: layout.columns, rowsPerPage };
    const next = mod && !/Home|End/.test(event.key) ? null : cardAfter(event.key, at, grid);
    if (next !== null) {
      const to = rows[next];
      if (event.shiftKey && mayChoose && to) {
        const from = chosen.anchor === null ? toggled(chosen, video.id) : chosen;
        onChoose(extended(from, to.id, order()));
      }
      go(next);
    } else if (event.code === "Space") {
      const isPlaying = playing === video.id;
      setPlaying(isPlaying || !video.proxy_url ? null : video.id);
      announce(isPlaying ? m.video_stopped() : m.video_plays());
    } else if (mayChoose && event.code === "KeyX" && !mod) {
      onChoose(event.shiftKey ? extended(chosen, video.id, order()) : toggled(chosen, video.id));
    } else if (mayChoose && event.code === "KeyA" && mod) onChoose(choosing(order()));
    else if (event.code === "Escape" && (chosen.ids.size > 0 || playing !== null)) {
      setPlaying(null);
      onChoose(NONE_CHOSEN);
    } else return;
    event.preventDefault();
  };

  const motionOf = (video: Video, isFocused: boolean): Motion => {
    if (playing === video.id) return "playing";
    return (over === video.id || (over === null && isFocused)) && !wantsCalm() ? "strip" : "still";
  };
  const [focused, setFocused] = useState<number | null>(null);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be a wall of cards.
    <div
      ref={host}
      role="grid"
      tabIndex={-1}
      aria-label={m.videos_title()}
      aria-rowcount={rowsOf(total, layout.columns)}
      aria-colcount={layout.columns}
      aria-multiselectable={mayChoose}
      aria-describedby="grid-keys"
      onKeyDown={onKeyDown}
      onBlur={() => setFocused(null)}
      className={cx("relative outline-none", chosen.ids.size > 0 && "mb-18")}
      style={{ height: Math.max(0, rowsOf(total, layout.columns) * layout.step - GAP) }}
    >
      {Array.from({ length: end - first }, (_, index) => {
        const row = first + index;
        const from = row * layout.columns;
        const cells = Math.min(layout.columns, total - from);
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus.
          <div
            key={row}
            role="row"
            aria-rowindex={row + 1}
            className="absolute inset-x-0 flex"
            style={{ top: row * layout.step, height: layout.step - GAP, gap: GAP }}
          >
            {Array.from({ length: cells }, (_, column) => {
              const place = from + column;
              const video = rows[place];
              const style = { width: layout.width, height: "100%" };
              if (!video)
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: it only holds a place.
                  // biome-ignore lint/a11y/useSemanticElements: see the grid.
                  <div
                    key={`empty-${place}`}
                    role="gridcell"
                    aria-label={m.loading()}
                    style={style}
                    className="animate-breathe rounded-lg bg-pressed"
                  />
                );
              return (
                <VideoCard
                  key={video.id}
                  video={video}
                  glance={glances.get(video.id)}
                  motion={motionOf(video, focused === video.id)}
                  isChosen={chosen.ids.has(video.id)}
                  isCurrent={place === at}
                  mayChoose={mayChoose}
                  style={style}
                  onChoose={(isRange) =>
                    onChoose(
                      isRange ? extended(chosen, video.id, order()) : toggled(chosen, video.id),
                    )
                  }
                  onPointer={(isOver) =>
                    setOver((now) => (isOver ? video.id : now === video.id ? null : now))
                  }
                  onFocus={() => {
                    setCurrent(place);
                    setFocused(video.id);
                  }}
                />
              );
            })}
          </div>
        );
      })}
    </div>
  );
};
