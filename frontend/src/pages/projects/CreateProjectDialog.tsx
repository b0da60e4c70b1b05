import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { problemAt } from "@/api/explain";
import { createProject, projectsQuery } from "@/api/projects";
import { sessionQuery } from "@/api/session";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";
import { isSlug, slugFrom } from "./slug";

interface CreateProjectDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const CreateProjectDialog = ({ isOpen, onClose }: CreateProjectDialogProps) => {
  const form = useId();
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? slugFrom(name);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const close = (): void => {
    setName("");
    setOwnSlug(null);
    create.reset();
    onClose();
  };
  const create = useMutation({
    mutationFn: () => createProject({ name: name.trim(), slug }),
    onSuccess: async (project) => {
      await queries.invalidateQueries({ queryKey: projectsQuery.queryKey });
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      close();
      await navigate({ to: "/p/$project/settings", params: { project: project.slug } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isSlug(slug)) create.mutate();
  };
  const atField = problemAt(create.error, "name") ?? problemAt(create.error, "slug");
  const slugError =
    problemAt(create.error, "slug") ?? (slug && !isSlug(slug) ? m.slug_invalid() : undefined);
  return (
    <Dialog
      title={m.project_create()}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{m.cancel()}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isPending={create.isPending}
            isDisabled={!name.trim() || !isSlug(slug)}
          >
            {m.project_create_action()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!atField && <InlineError error={create.error} />}
        <TextField
          label={m.project_name()}
          value={name}
          onChange={setName}
          placeholder={m.project_name_example()}
          error={problemAt(create.error, "name")}
          isRequired
          autoFocus
        />
        <TextField
          label={m.project_slug()}
          help={m.project_slug_help()}
          value={slug}
          onChange={setOwnSlug}
          error={slugError}
          isRequired
        />
      </form>
    </Dialog>
  );
};
