import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { freezeSnapshot, previewQuery, snapshotsQuery } from "@/api/snapshots";
import type { SnapshotFilters } from "@/api/types";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { FilterFields } from "./FilterFields";
import { FreezePreview } from "./FreezePreview";

interface FreezeDialogProps {
  readonly project: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const FreezeDialog = ({ project, isOpen, onClose }: FreezeDialogProps) => {
  const form = useId();
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [filters, setFilters] = useState<SnapshotFilters>({});
  const queries = useQueryClient();
  const preview = useQuery({ ...previewQuery(project, filters), enabled: isOpen });
  const close = (): void => {
    setName("");
    setNote("");
    setFilters({});
    freeze.reset();
    onClose();
  };
  const freeze = useMutation({
    mutationFn: () => freezeSnapshot({ project, name: name.trim(), note: note.trim(), filters }),
    onSuccess: async (snapshot) => {
      toast("done", m.snapshot_frozen({ name: snapshot.name }));
      close();
      await queries.invalidateQueries({ queryKey: snapshotsQuery(project).queryKey });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    freeze.mutate();
  };
  const atName = problemAt(freeze.error, "name");
  return (
    <Dialog
      title={m.snapshot_freeze()}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{m.cancel()}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isPending={freeze.isPending}
            isDisabled={!name.trim() || preview.data?.videos === 0}
          >
            {m.snapshot_freeze()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!atName && <InlineError error={freeze.error} />}
        <TextField
          label={m.snapshot_name()}
          value={name}
          onChange={setName}
          placeholder={m.snapshot_name_example()}
          autoComplete="off"
          maxLength={100}
          error={atName}
          isRequired
          autoFocus
        />
        <TextField
          label={m.snapshot_note()}
          aside={m.snapshot_note_optional()}
          value={note}
          onChange={setNote}
          maxLength={10_000}
          rows={2}
        />
        <FilterFields choices={preview.data?.choices} filters={filters} onChange={setFilters} />
        <FreezePreview preview={preview} />
      </form>
    </Dialog>
  );
};
