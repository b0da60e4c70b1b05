import { FileJson2 } from "lucide-react";
import { Button } from "react-aria-components";
import { translated } from "@/api/sentences";
import type { Export, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatDateTime } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { buttonClass } from "@/ui/Button";
import { InlineError } from "@/ui/Panel";
import { toast } from "@/ui/toast";
import { FolderButton } from "./FolderButton";
import { filterWords, splitsText } from "./parts";
import { useFolder } from "./useFolder";

interface SnapshotRowProps {
  readonly row: Snapshot;
  /** The newest of its folders, as the list of exports knows it. */
  readonly listed: Export | undefined;
}

export const SnapshotRow = ({ row, listed }: SnapshotRowProps) => {
  const folder = useFolder(row, listed);
  const failed = folder.file?.state === "failed" && folder.file.error;
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <Facts row={row} />
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
          <FolderButton name={row.name} folder={folder} />
        </div>
      </div>
      <InlineError error={folder.error} />
      {failed && <p className="text-12 text-bad">{translated(failed)}</p>}
    </div>
  );
};

const Facts = ({ row }: { readonly row: Snapshot }) => (
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
      <Hash sha256={row.sha256} />
    </span>
  </div>
);

const SHOWN = 12; // hexadecimal digits tell snapshots apart

const Hash = ({ sha256 }: { readonly sha256: string }) => {
  const shown = sha256.slice(0, SHOWN);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(sha256);
    toast("done", m.copied());
  };
  return (
    <Button
      aria-label={m.snapshot_hash_copy({ hash: shown })}
      className="focus-ring cursor-pointer rounded-sm font-mono hover:underline"
      onPress={() => void copy()}
    >
      {shown}
    </Button>
  );
};
