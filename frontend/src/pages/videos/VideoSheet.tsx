/** One video up close: the clip, what is known about it, and for a manager the means to change it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Video } from "@/api/types";
import { deleteVideo, retryVideo, videoQuery } from "@/api/videos";
import { m } from "@/i18n";
import { formatDateTime } from "@/i18n/format";
import { labelName, splitName } from "@/i18n/names";
import { Button } from "@/ui/Button";
import { Confirm, Sheet } from "@/ui/Dialog";
import { ErrorPanel, InlineError } from "@/ui/Panel";
import { Poster } from "@/ui/Poster";
import { Progress } from "@/ui/Progress";
import { Skeleton } from "@/ui/Skeleton";
import { toast } from "@/ui/toast";
import { VideoBadge } from "@/ui/VideoBadge";
import { clipFacts } from "./facts";
import { VideoForm } from "./VideoForm";

interface VideoSheetProps {
  /** Null while no video is open. */
  readonly id: number | null;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

export const VideoSheet = ({ id, mayEdit, onClose }: VideoSheetProps) => {
  const video = useQuery({ ...videoQuery(id ?? 0), enabled: id !== null });
  const title = video.data?.name || m.video_number({ id: id ?? 0 });
  return (
    <Sheet title={title} isOpen={id !== null} onClose={onClose}>
      {video.isPending && <Skeleton className="aspect-video w-full" />}
      {video.isError && <ErrorPanel error={video.error} onRetry={() => void video.refetch()} />}
      {video.data && <Details video={video.data} mayEdit={mayEdit} onClose={onClose} />}
    </Sheet>
  );
};

interface DetailsProps {
  readonly video: Video;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

const Details = ({ video, mayEdit, onClose }: DetailsProps) => (
  <>
    {video.proxy_url ? (
      // biome-ignore lint/a11y/useMediaCaption: the clips are material to be judged, not told.
      <video
        src={video.proxy_url}
        poster={video.poster_url ?? undefined}
        controls
        preload="none"
        className="aspect-video w-full rounded-md bg-surround object-contain"
      />
    ) : (
      <Poster url={video.poster_url} className="aspect-video w-full rounded-md" />
    )}
    <div className="flex flex-wrap items-center gap-2">
      <VideoBadge video={video} />
      <span className="numeric text-13 text-muted">{clipFacts(video)}</span>
    </div>
    {(video.state === "new" || video.state === "preparing") && (
      <Progress label={m.video_preparing()} value={video.job?.progress ?? null} />
    )}
    {video.reason && <Reason text={video.reason} />}
    {mayEdit ? <VideoForm key={video.id} video={video} /> : <Facts video={video} />}
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-4 text-12 text-muted">
      <dt>{m.video_added()}</dt>
      <dd>{formatDateTime(video.created_at)}</dd>
      <dt>SHA-256</dt>
      <dd className="font-mono wrap-anywhere">{video.sha256}</dd>
    </dl>
    {mayEdit && <Actions video={video} onClose={onClose} />}
  </>
);

const Reason = ({ text }: { readonly text: string }) => (
  <p className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">{text}</p>
);

const Facts = ({ video }: { readonly video: Video }) => {
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [m.field_label(), video.label && labelName(video.label)],
    [m.field_generator(), video.generator],
    [m.field_split(), video.split && splitName(video.split)],
    [m.field_group(), video.group],
    [m.field_prompt(), video.prompt],
  ];
  return (
    <dl className="flex flex-col gap-3">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-12 text-muted">{name}</dt>
            <dd className="text-14 wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  );
};

const Actions = ({ video, onClose }: Omit<DetailsProps, "mayEdit">) => {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const refresh = (): Promise<void> =>
    queries.invalidateQueries({ queryKey: ["videos", video.project] });
  const retry = useMutation({
    mutationFn: () => retryVideo(video.id),
    onSuccess: (changed) => {
      queries.setQueryData(videoQuery(video.id).queryKey, changed);
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteVideo(video.id),
    onSuccess: async () => {
      setAsking(false);
      onClose();
      toast("done", m.video_deleted());
      await refresh();
    },
    onError: () => setAsking(false),
  });
  return (
    <div className="flex flex-col gap-3">
      <InlineError error={retry.error ?? remove.error} />
      <div className="flex flex-wrap gap-2">
        {video.state === "rejected" && (
          <Button icon={RotateCw} isPending={retry.isPending} onPress={() => retry.mutate()}>
            {m.prepare_again()}
          </Button>
        )}
        <Button look="danger" icon={Trash2} onPress={() => setAsking(true)}>
          {m.video_delete()}
        </Button>
      </div>
      <Confirm
        title={m.video_delete_ask()}
        text={m.video_delete_text()}
        confirm={m.video_delete()}
        isOpen={isAsking}
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
};
