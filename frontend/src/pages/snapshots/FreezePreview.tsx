import type { UseQueryResult } from "@tanstack/react-query";
import type { Preview } from "@/api/types";
import { m } from "@/i18n";
import { InlineError } from "@/ui/Panel";
import { Skeleton } from "@/ui/Skeleton";
import { splitsText } from "./parts";

interface FreezePreviewProps {
  readonly preview: UseQueryResult<Preview>;
  /** What would take it. */
  readonly title?: string;
}

/** What a freeze would take now. */
export const FreezePreview = ({ preview, title = m.snapshot_preview() }: FreezePreviewProps) => {
  if (preview.isError) return <InlineError error={preview.error} />;
  return (
    <div role="status" className="flex min-h-12 flex-col gap-0.5 rounded-md bg-sunken px-3 py-2">
      <span className="text-12 text-muted">{title}</span>
      {preview.data ? (
        <span className="numeric text-14">{said(preview.data)}</span>
      ) : (
        <Skeleton className="h-5 w-48" />
      )}
    </div>
  );
};

const said = ({ videos, traces, splits, choices }: Preview): string => {
  if (Object.keys(choices.labels).length === 0) return m.snapshot_preview_none();
  if (videos === 0) return m.snapshot_preview_nothing();
  const counts = [m.videos_count({ count: videos }), m.traces_count({ count: traces })];
  return [...counts, splitsText(splits)].join(" · ");
};
