/** What waits for somebody, each a number that leads to what it counts. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { ClipboardCheck, FileWarning, type LucideIcon, PenLine, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { ProjectStatistics } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatNumber } from "@/i18n/format";
import { cx } from "@/ui/cx";
import { videosAt } from "./links";

interface TilesProps {
  readonly project: string;
  readonly waiting: ProjectStatistics["waiting"];
}

export const Tiles = ({ project, waiting }: TilesProps) => {
  const params = { project };
  return (
    <ul className="grid grid-cols-2 gap-3 laptop:grid-cols-4">
      <Tile
        icon={PenLine}
        text={m.waiting_label()}
        count={waiting.label}
        to="/p/$project/videos"
        params={params}
        search={videosAt("open")}
      />
      <Tile
        icon={ClipboardCheck}
        text={m.waiting_review()}
        count={waiting.review}
        detail={waiting.review_since && m.waiting_since({ ago: formatAgo(waiting.review_since) })}
        tone="text-accent"
        to="/p/$project/review"
        params={params}
      />
      <Tile
        icon={Undo2}
        text={m.waiting_returned()}
        count={waiting.returned}
        tone="text-warn"
        to="/p/$project/videos"
        params={params}
        search={videosAt("returned")}
      />
      <Tile
        icon={FileWarning}
        text={m.waiting_rejected()}
        count={waiting.rejected}
        tone="text-bad"
        to="/p/$project/videos"
        params={params}
        search={videosAt("rejected")}
      />
    </ul>
  );
};

interface TileProps extends Pick<LinkProps, "to" | "params" | "search"> {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly count: number;
  readonly detail?: ReactNode;
  /** The colour of the mark while there is something. */
  readonly tone?: string;
}

const Tile = ({ icon: Icon, text, count, detail, tone = "text-text", ...link }: TileProps) => (
  <li>
    <Link
      {...link}
      className="flex h-full flex-col gap-1 rounded-lg border border-line bg-panel p-4 hover:bg-hover"
    >
      <span className="flex items-center gap-2 text-13 text-muted">
        <Icon aria-hidden size={16} className={cx("shrink-0", count > 0 && tone)} />
        {text}
      </span>
      <span className="numeric text-32 font-semibold">{formatNumber(count)}</span>
      {count > 0 && detail && <span className="text-12 text-muted">{detail}</span>}
    </Link>
  </li>
);
