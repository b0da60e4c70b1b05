import { FileJson2 } from "lucide-react";
import type { Export, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatDateTime } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { buttonClass } from "@/ui/Button";
import { FolderButton } from "./FolderButton";
import { filterWords, splitsText } from "./parts";

interface SnapshotRowProps {
  readonly row: Snapshot;
  readonly folder: Export | undefined;
}

const SHOWN = 12; // hexadecimal digits tell snapshots apart

export const SnapshotRow = ({ row, folder }: SnapshotRowProps) => (
  <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3">
    <div className="flex min-w-60 flex-1 flex-col gap-1">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-14 font-medium wrap-anywhere">{row.name}</span>
        {filterWords(row.filters).map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </span>
      {row.note && <span className="text-13 wrap-anywhere text-muted">{row.note}</span>}
      <span className="numeric text-12 text-muted">
        {m.videos_count({ count: row.videos })} · {m.traces_count({ count: row.traces })} ·{" "}
        {splitsText(row.splits)}
      </span>
      <span className="numeric text-12 text-muted">
        <time dateTime={row.created_at} title={formatDateTime(row.created_at)}>
          {formatAgo(row.created_at)}
        </time>
        {row.created_by && ` · ${m.snapshot_by({ name: row.created_by })}`} ·{" "}
        <span className="font-mono" title={m.snapshot_hash({ hash: row.sha256 })}>
          {row.sha256.slice(0, SHOWN)}
        </span>
      </span>
    </div>
    <div className="flex flex-wrap items-center gap-2">
      <a
        href={row.manifest_url}
        download
        aria-label={m.snapshot_manifest_of({ name: row.name })}
        className={buttonClass("secondary", "dense")}
      >
        <FileJson2 aria-hidden size={15} />
        {m.snapshot_manifest()}
      </a>
      <FolderButton row={row} folder={folder} />
    </div>
  </div>
);
