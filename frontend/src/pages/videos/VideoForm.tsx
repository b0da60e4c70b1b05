import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Video } from "@/api/types";
import { changeVideo, videoQuery } from "@/api/videos";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { NumberField } from "@/ui/NumberField";
import { InlineError } from "@/ui/Panel";
import { toast } from "@/ui/toast";
import { AttributeFields, type Attributes } from "./AttributeFields";

const attributesOf = (video: Video): Attributes => ({
  label: video.label ?? "unknown",
  generator: video.generator ?? "",
  prompt: video.prompt ?? "",
  split: video.split ?? "",
  group: video.group ?? "",
});

export const VideoForm = ({ video }: { readonly video: Video }) => {
  const [attributes, setAttributes] = useState(() => attributesOf(video));
  const [priority, setPriority] = useState(video.priority ?? 0);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      changeVideo(video.id, {
        ...attributes,
        split: attributes.split as NonNullable<Video["split"]>,
        priority,
      }),
    onSuccess: async (changed) => {
      queries.setQueryData(videoQuery(video.id).queryKey, changed);
      toast("done", m.saved());
      await queries.invalidateQueries({ queryKey: ["videos", video.project] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <AttributeFields value={attributes} onChange={setAttributes} />
      <NumberField
        label={m.field_priority()}
        help={m.field_priority_help()}
        value={priority}
        onChange={setPriority}
        minValue={-1000}
        maxValue={1000}
      />
      <InlineError error={save.error} />
      <Button type="submit" look="primary" className="self-start" isPending={save.isPending}>
        {m.save()}
      </Button>
    </form>
  );
};
