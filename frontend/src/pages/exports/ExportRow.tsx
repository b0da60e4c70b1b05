import { useQuery } from "@tanstack/react-query";
import {
  CircleCheckBig,
  CircleX,
  Clock,
  Download,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import { useEffect, useRef } from "react";
import { exportQuery, isGoing } from "@/api/exports";
import { translated } from "@/api/sentences";
import type { Export } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatBytes } from "@/i18n/format";
import { formatName } from "@/i18n/names";
import { announce } from "@/ui/announce";
import { Badge, type Tone } from "@/ui/Badge";
import { buttonClass } from "@/ui/Button";
import { Progress } from "@/ui/Progress";
import { ExportActions } from "./ExportActions";

const STATES: Readonly<Record<Export["state"], readonly [Tone, LucideIcon, () => string]>> = {
  queued: ["neutral", Clock, m.export_queued],
  running: ["accent", LoaderCircle, m.export_running],
  done: ["good", CircleCheckBig, m.export_done],
  failed: ["bad", CircleX, m.export_failed],
  cancelled: ["neutral", CircleX, m.export_cancelled],
};

/** A row that follows its export while it is being made. */
export const ExportRow = ({ row: first }: { readonly row: Export }) => {
  const going = isGoing(first.state);
  const live = useQuery({ ...exportQuery(first.id), initialData: first, enabled: going });
  const row = going ? live.data : first;
  const before = useRef(first.state);
  useEffect(() => {
    if (isGoing(before.current) && row.state === "done") announce(m.export_done_said());
    before.current = row.state;
  }, [row.state]);
  const [tone, icon, name] = STATES[row.state];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-40 flex-1 flex-col gap-0.5">
        <span className="flex items-center gap-2 text-14 font-medium">
          {formatName(row.format)}
          {row.media && <Badge>{m.export_with_media()}</Badge>}
        </span>
        <span className="numeric text-12 text-muted">{facts(row)}</span>
        {row.state === "failed" && row.error && (
          <span className="text-12 text-bad">{translated(row.error)}</span>
        )}
      </div>
      <div className="ml-auto flex items-center gap-2">
        {isGoing(row.state) ? (
          <Progress
            label={name()}
            value={row.state === "queued" ? null : row.progress}
            className="w-36"
          />
        ) : (
          <Badge tone={tone} icon={icon}>
            {name()}
          </Badge>
        )}
        <ExportActions row={row} />
        {row.url && (
          <a href={row.url} download className={buttonClass("secondary")}>
            <Download aria-hidden size={16} />
            {m.download()}
          </a>
        )}
      </div>
    </div>
  );
};

const facts = (row: Export): string =>
  [
    formatAgo(row.created_at),
    row.state === "done" && row.videos != null && m.videos_count({ count: row.videos }),
    row.state === "done" && row.traces != null && m.traces_count({ count: row.traces }),
    row.state === "done" && row.size ? formatBytes(row.size) : false,
  ]
    .filter(Boolean)
    .join(" · ");
