/** The files under way, at the corner of every page. */
import { useQueryClient } from "@tanstack/react-query";
import {
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleCheckBig,
  Clock,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  TriangleAlert,
  WifiOff,
  X,
} from "lucide-react";
import { useEffect, useState } from "react";
import { translated } from "@/api/sentences";
import { m } from "@/i18n";
import { formatBytes, formatNumber, formatShare } from "@/i18n/format";
import { announce } from "@/ui/announce";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Progress } from "@/ui/Progress";
import { isUnsent, type Stage, summary, type UploadItem } from "./upload-state";
import { clearUploads, removeUpload, retryUpload, useUploads } from "./uploads";

export const UploadTray = () => {
  const items = useUploads((uploads) => uploads.items);
  const [isOpen, setOpen] = useState(true);
  const sum = summary(items);
  const queries = useQueryClient();
  const ended = sum.ready + sum.broken;

  // Each file that ends changes the wall of posters and the counts.
  useEffect(() => {
    if (ended === 0) return;
    void queries.invalidateQueries({ queryKey: ["videos"] });
    void queries.invalidateQueries({ queryKey: ["project"] });
  }, [ended, queries]);
  useEffect(() => {
    if (sum.all > 0 && sum.isDone) announce(m.upload_all_done());
  }, [sum.all, sum.isDone]);

  if (items.length === 0) return null;
  return (
    <section
      aria-label={m.upload_title()}
      className="animate-appear fixed right-4 bottom-4 z-40 flex w-92 max-w-[calc(100vw-2rem)] flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-overlay"
    >
      <header className="flex items-center gap-2 py-2 pr-2 pl-4">
        <div className="flex min-w-0 flex-1 flex-col">
          <h2 className="text-13 font-semibold">{heading(sum)}</h2>
          <p className="numeric text-12 text-muted">
            {sum.isSending ? formatShare(sum.share) : m.upload_ready({ count: sum.ready })}
            {sum.broken > 0 && ` · ${m.upload_broken({ count: sum.broken })}`}
          </p>
        </div>
        <IconButton
          icon={isOpen ? ChevronDown : ChevronUp}
          label={isOpen ? m.collapse() : m.expand()}
          size="dense"
          onPress={() => setOpen(!isOpen)}
        />
        {!sum.isSending && (
          <IconButton icon={X} label={m.close()} size="dense" onPress={clearUploads} />
        )}
      </header>
      <Progress
        label={m.upload_title()}
        value={sum.share}
        isLabelHidden
        className={sum.isSending ? "px-4 pb-3" : "hidden"}
      />
      {isOpen && (
        <ul className="max-h-72 overflow-y-auto border-t border-line">
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
};

const heading = (sum: ReturnType<typeof summary>): string => {
  if (sum.isSending) {
    return m.upload_sending({ sent: formatNumber(sum.sent), all: formatNumber(sum.all) });
  }
  return sum.isDone ? m.upload_all_done() : m.upload_all_sent();
};

const STAGES: Readonly<Record<Stage, readonly [LucideIcon, string]>> = {
  waiting: [Clock, "text-muted"],
  sending: [LoaderCircle, "text-accent animate-turn"],
  stalled: [WifiOff, "text-warn"],
  preparing: [LoaderCircle, "text-accent animate-turn"],
  ready: [CircleCheckBig, "text-good"],
  rejected: [TriangleAlert, "text-bad"],
  failed: [CircleAlert, "text-bad"],
};

const says = (item: UploadItem): string => {
  switch (item.stage) {
    case "waiting":
      return m.upload_waiting();
    case "sending":
      return m.upload_bytes({ sent: formatBytes(item.sent), size: formatBytes(item.size) });
    case "stalled":
      return m.upload_stalled();
    case "preparing":
      return item.prepared === null
        ? m.upload_preparing()
        : `${m.upload_preparing()} ${formatShare(item.prepared)}`;
    case "ready":
      return m.video_ready();
    case "rejected":
    case "failed":
      return translated(item.reason) || m.error_unexpected_text();
  }
};

const Row = ({ item }: { readonly item: UploadItem }) => {
  const [Icon, colour] = STAGES[item.stage];
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-2 last:border-0">
      <Icon aria-hidden size={16} className={cx("mt-0.5 shrink-0", colour)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="truncate text-13" title={item.name}>
          {item.name}
        </span>
        <span
          className={cx(
            "numeric text-12",
            item.stage === "rejected" || item.stage === "failed" ? "text-bad" : "text-muted",
          )}
        >
          {says(item)}
        </span>
        {item.stage === "sending" && (
          <Progress
            label={item.name}
            value={item.size === 0 ? 1 : item.sent / item.size}
            isLabelHidden
          />
        )}
      </div>
      {item.stage === "failed" && (
        <IconButton
          icon={RotateCw}
          label={m.try_again()}
          size="dense"
          onPress={() => retryUpload(item.id)}
        />
      )}
      {(isUnsent(item) || item.stage === "failed") && (
        <IconButton
          icon={X}
          label={m.upload_remove()}
          size="dense"
          onPress={() => removeUpload(item.id)}
        />
      )}
    </li>
  );
};
