/** What can be done with the chosen videos, all at once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, RotateCw, Trash2, X } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { Video } from "@/api/types";
import {
  changeVideos,
  deleteVideos,
  MOST_AT_ONCE,
  retryVideo,
  type VideoChange,
} from "@/api/videos";
import { m } from "@/i18n";
import { labelName, splitName } from "@/i18n/names";
import { useScope } from "@/lib/useScope";
import { Button, IconButton } from "@/ui/Button";
import { Confirm, Dialog } from "@/ui/Dialog";
import { Menu, MenuItem } from "@/ui/Menu";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { inParts } from "./chosen";

interface BulkBarProps {
  readonly project: string;
  readonly ids: ReadonlySet<number>;
  readonly rows: readonly Video[];
  readonly total: number;
  readonly isChoosingAll: boolean;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
}

const GAP = 8;

/** Lifts the messages above the bar, however high it is: they would cover its buttons. */
const useMessagesAbove = () => {
  const bar = useRef<HTMLElement>(null);
  useScope((scope) => {
    const node = bar.current;
    if (!node) return;
    const { style } = document.documentElement;
    const lift = (): void => style.setProperty("--bottom-bar", `${node.offsetHeight + GAP}px`);
    lift();
    const observer = new ResizeObserver(lift);
    observer.observe(node);
    scope.defer(() => observer.disconnect());
    scope.defer(() => void style.removeProperty("--bottom-bar"));
  }, []);
  return bar;
};

type Change = Omit<VideoChange, "priority">;

export const BulkBar = ({ project, ids, rows, total, ...bar }: BulkBarProps) => {
  const queries = useQueryClient();
  const host = useMessagesAbove();
  const [asked, setAsked] = useState<"generator" | "delete" | null>(null);
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["videos", project] });
    await queries.invalidateQueries({ queryKey: ["project", project] });
  };
  const change = useMutation({
    mutationFn: async (values: Change) => {
      let changed = 0;
      for (const part of inParts(ids, MOST_AT_ONCE))
        changed += (await changeVideos(project, part, values)).videos.length;
      return changed;
    },
    onSuccess: (count) => {
      setAsked(null);
      toast("done", m.videos_changed({ count }));
    },
    // Some parts may have gone through before one failed.
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: async () => {
      let deleted = 0;
      for (const part of inParts(ids, MOST_AT_ONCE))
        deleted += (await deleteVideos(project, part)).videos.length;
      return deleted;
    },
    onSuccess: (count) => {
      bar.onClear();
      toast("done", m.videos_deleted({ count }));
    },
    onSettled: async () => {
      setAsked(null);
      await refresh();
    },
  });
  const rejected = rows.filter(({ id, state }) => state === "rejected" && ids.has(id));
  const retry = useMutation({
    mutationFn: async () => {
      for (const { id } of rejected) await retryVideo(id);
    },
    onError: () => toast("error", m.retry_failed()),
    onSettled: refresh,
  });
  const isBusy = change.isPending || remove.isPending || retry.isPending;
  return (
    <section
      ref={host}
      aria-label={m.videos_chosen_label()}
      className="animate-appear fixed inset-x-4 bottom-4 z-20 mx-auto flex w-fit flex-wrap items-center gap-2 rounded-lg tablet:left-58 desktop:left-64 border border-line bg-raised px-3 py-2 shadow-overlay"
    >
      <p aria-live="polite" className="numeric px-1 text-13 font-medium">
        {m.videos_chosen({ count: ids.size })}
      </p>
      {ids.size < total && (
        <Button look="quiet" size="dense" isPending={bar.isChoosingAll} onPress={bar.onChooseAll}>
          {m.videos_choose_all({ count: total })}
        </Button>
      )}
      <Choices
        text={m.field_label()}
        isDisabled={isBusy}
        choices={["fake", "real", "unknown"].map((key) => ({ key, text: labelName(key) }))}
        onChoose={(label) => change.mutate({ label: label as NonNullable<Video["label"]> })}
      />
      <Choices
        text={m.field_split()}
        isDisabled={isBusy}
        choices={[
          ...["train", "val", "test"].map((key) => ({ key, text: splitName(key) })),
          { key: "", text: m.split_none() },
        ]}
        onChoose={(split) => change.mutate({ split: split as NonNullable<Video["split"]> })}
      />
      <Button size="dense" isDisabled={isBusy} onPress={() => setAsked("generator")}>
        {m.field_generator()}
      </Button>
      {rejected.length > 0 && (
        <Button
          size="dense"
          icon={RotateCw}
          isPending={retry.isPending}
          onPress={() => retry.mutate()}
        >
          {m.prepare_again()}
        </Button>
      )}
      <Button
        size="dense"
        look="danger"
        icon={Trash2}
        isDisabled={isBusy}
        onPress={() => setAsked("delete")}
      >
        {m.videos_delete()}
      </Button>
      <IconButton icon={X} size="dense" label={m.videos_choose_none()} onPress={bar.onClear} />
      <InlineError error={change.error ?? remove.error} />
      <GeneratorDialog
        isOpen={asked === "generator"}
        isPending={change.isPending}
        onSave={(generator) => change.mutate({ generator })}
        onClose={() => setAsked(null)}
      />
      <Confirm
        title={m.videos_delete_ask({ count: ids.size })}
        text={m.videos_delete_text()}
        confirm={m.videos_delete()}
        isOpen={asked === "delete"}
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsked(null)}
      />
    </section>
  );
};

interface ChoicesProps {
  readonly text: string;
  readonly isDisabled: boolean;
  readonly choices: readonly { readonly key: string; readonly text: string }[];
  readonly onChoose: (key: string) => void;
}

const Choices = ({ text, isDisabled, choices, onChoose }: ChoicesProps) => (
  <Menu
    label={text}
    placement="top"
    trigger={
      <Button size="dense" isDisabled={isDisabled}>
        {text}
        <ChevronDown aria-hidden size={14} className="text-muted" />
      </Button>
    }
  >
    {choices.map((choice) => (
      <MenuItem key={choice.key} text={choice.text} onAction={() => onChoose(choice.key)} />
    ))}
  </Menu>
);

interface GeneratorDialogProps {
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly onSave: (generator: string) => void;
  readonly onClose: () => void;
}

const GeneratorDialog = ({ isOpen, isPending, onSave, onClose }: GeneratorDialogProps) => {
  const [text, setText] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <Dialog
      title={m.videos_set_generator()}
      isOpen={isOpen}
      onClose={onClose}
      width="small"
      actions={
        <>
          <Button onPress={onClose}>{m.cancel()}</Button>
          <Button look="primary" isPending={isPending} onPress={() => onSave(text.trim())}>
            {m.save()}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <TextField
          label={m.field_generator()}
          help={m.videos_set_generator_help()}
          placeholder={m.field_generator_example()}
          value={text}
          onChange={setText}
          autoFocus
        />
      </form>
    </Dialog>
  );
};
