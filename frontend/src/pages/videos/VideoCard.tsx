import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LoaderCircle, RotateCw, TriangleAlert } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { isAtLeast, useRole } from "@/api/session";
import type { Video } from "@/api/types";
import { retryVideo } from "@/api/videos";
import { m } from "@/i18n";
import { splitName } from "@/i18n/names";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Poster } from "@/ui/Poster";
import { Progress } from "@/ui/Progress";
import { toast } from "@/ui/toast";
import { LabelBadge, VideoBadge } from "@/ui/VideoBadge";
import { clipFacts } from "./facts";

interface VideoCardProps {
  readonly video: Video;
  readonly onOpen: () => void;
}

export const VideoCard = ({ video, onOpen }: VideoCardProps) => {
  const isWaiting = video.state === "new" || video.state === "preparing";
  const name = video.name || m.video_number({ id: video.id });
  return (
    <article className="group relative flex min-w-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-panel transition-colors focus-within:border-control hover:border-control">
      <AriaButton
        onPress={onOpen}
        className="focus-ring cursor-pointer text-left after:absolute after:inset-0"
      >
        <span className="sr-only">{m.video_open({ name })}</span>
        <span className="relative block">
          <Poster
            url={video.poster_url}
            icon={video.state === "rejected" ? TriangleAlert : LoaderCircle}
            className="aspect-video w-full"
          />
          <span className="absolute top-2 left-2 rounded-sm bg-panel">
            <VideoBadge video={video} />
          </span>
        </span>
      </AriaButton>
      <div className="flex flex-1 flex-col gap-1.5 p-3">
        <h2 className="truncate text-13 font-medium" title={name}>
          {name}
        </h2>
        {video.state === "ready" && (
          <p className="numeric truncate text-12 text-muted">{clipFacts(video)}</p>
        )}
        {isWaiting && (
          <Progress
            label={video.state === "new" ? m.video_new() : m.video_preparing()}
            value={video.job?.progress ?? null}
          />
        )}
        {video.state === "rejected" && <Rejected video={video} />}
        <p className="mt-auto flex flex-wrap gap-1 pt-1">
          {video.label && <LabelBadge label={video.label} />}
          {video.generator && <Badge className="min-w-0 truncate">{video.generator}</Badge>}
          {video.split && <Badge>{splitName(video.split)}</Badge>}
        </p>
      </div>
    </article>
  );
};

const Rejected = ({ video }: { readonly video: Video }) => {
  const queries = useQueryClient();
  const mayRetry = isAtLeast(useRole(video.project), "manager");
  const retry = useMutation({
    mutationFn: () => retryVideo(video.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["videos", video.project] }),
    onError: () => toast("error", m.retry_failed()),
  });
  return (
    <>
      <p className="line-clamp-2 text-12 text-bad" title={video.reason ?? undefined}>
        {video.reason}
      </p>
      {mayRetry && (
        <Button
          size="dense"
          icon={RotateCw}
          className="relative z-1 self-start"
          isPending={retry.isPending}
          onPress={() => retry.mutate()}
        >
          {m.try_again()}
        </Button>
      )}
    </>
  );
};
