/** What a manager can do with one video: prepare it again, delete it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Video } from "@/api/types";
import { deleteVideo, retryVideo, videoQuery } from "@/api/videos";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { toast } from "@/ui/toast";

export const ManagerActions = ({ video }: { readonly video: Video }) => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const retry = useMutation({
    mutationFn: () => retryVideo(video.id),
    onSuccess: (changed) => {
      queries.setQueryData(videoQuery(video.id).queryKey, changed);
      return queries.invalidateQueries({ queryKey: ["videos", video.project] });
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteVideo(video.id),
    onSuccess: async () => {
      toast("done", m.video_deleted());
      void queries.invalidateQueries({ queryKey: ["videos", video.project] });
      await navigate({
        to: "/p/$project/videos",
        params: { project: video.project },
        replace: true,
      });
    },
    onError: () => setAsking(false),
  });
  return (
    <>
      {video.state === "rejected" && (
        <Button icon={RotateCw} isPending={retry.isPending} onPress={() => retry.mutate()}>
          {m.prepare_again()}
        </Button>
      )}
      <Button look="danger" icon={Trash2} onPress={() => setAsking(true)}>
        {m.video_delete()}
      </Button>
      <InlineError error={retry.error ?? remove.error} />
      <Confirm
        title={m.video_delete_ask()}
        text={m.video_delete_text()}
        confirm={m.video_delete()}
        isOpen={isAsking}
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
