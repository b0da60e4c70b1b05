import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { problemAt } from "@/api/explain";
import { changeProject, projectQuery, projectsQuery } from "@/api/projects";
import { sessionQuery } from "@/api/session";
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { NumberField } from "@/ui/NumberField";
import { InlineError, Panel } from "@/ui/Panel";
import { RadioCards } from "@/ui/RadioCards";
import { Switch } from "@/ui/Switch";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toast";
import { changesIn, settingsOf } from "./change";
import { GuidelineField } from "./GuidelineField";

export const SettingsForm = ({ project }: { readonly project: Project }) => {
  const stored = settingsOf(project);
  const [wanted, setWanted] = useState(stored);
  const changes = changesIn(stored, wanted);
  const isChanged = Object.keys(changes).length > 0;
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => changeProject(project.slug, changes),
    onSuccess: async (changed) => {
      queries.setQueryData(projectQuery(project.slug).queryKey, changed);
      setWanted(settingsOf(changed));
      toast("done", m.saved());
      await queries.invalidateQueries({ queryKey: projectsQuery.queryKey });
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
  });
  const leaving = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  const set = <Key extends keyof typeof wanted>(key: Key, value: (typeof wanted)[Key]): void =>
    setWanted((before) => ({ ...before, [key]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <Panel title={m.settings_general()}>
        <div className="flex flex-col gap-5 p-4">
          <TextField
            label={m.project_name()}
            value={wanted.name}
            onChange={(name) => set("name", name)}
            error={problemAt(save.error, "name")}
            isRequired
          />
          <GuidelineField
            value={wanted.guideline}
            onChange={(guideline) => set("guideline", guideline)}
          />
        </div>
      </Panel>
      <Panel title={m.settings_labelling()}>
        <div className="flex flex-col gap-5 p-4">
          <NumberField
            label={m.settings_overlap()}
            help={m.settings_overlap_help()}
            value={wanted.overlap}
            onChange={(overlap) => set("overlap", overlap)}
            minValue={1}
            maxValue={10}
            error={problemAt(save.error, "overlap")}
          />
          <NumberField
            label={m.settings_lease()}
            help={m.settings_lease_help()}
            value={wanted.lease_minutes}
            onChange={(minutes) => set("lease_minutes", minutes)}
            minValue={1}
            maxValue={1440}
            error={problemAt(save.error, "lease_minutes")}
          />
          <Switch
            label={m.settings_explanation()}
            help={m.settings_explanation_help()}
            isSelected={wanted.require_explanation}
            onChange={(on) => set("require_explanation", on)}
          />
          <Switch
            label={m.settings_prompt()}
            help={m.settings_prompt_help()}
            isSelected={wanted.show_prompt}
            onChange={(on) => set("show_prompt", on)}
          />
        </div>
      </Panel>
      <Panel title={m.settings_real()}>
        <div className="flex flex-col gap-5 p-4">
          <RadioCards
            label={m.settings_real_who()}
            choices={[
              { key: "none", text: m.real_none(), detail: m.real_none_text() },
              { key: "share", text: m.real_share(), detail: m.real_share_text() },
              { key: "all", text: m.real_all(), detail: m.real_all_text() },
            ]}
            value={wanted.label_real}
            onChange={(policy) => set("label_real", policy)}
          />
          {wanted.label_real === "share" && (
            <NumberField
              label={m.settings_real_share()}
              help={m.settings_real_share_help({ share: formatShare(wanted.real_share) })}
              value={Math.round(wanted.real_share * 100)}
              onChange={(percent) => set("real_share", percent / 100)}
              minValue={0}
              maxValue={100}
              error={problemAt(save.error, "real_share")}
            />
          )}
        </div>
      </Panel>
      <Panel title={m.settings_review()}>
        <div className="flex flex-col gap-5 p-4">
          <RadioCards
            label={m.settings_review_who()}
            choices={[
              { key: "all", text: m.review_all(), detail: m.review_all_text() },
              { key: "none", text: m.review_none(), detail: m.review_none_text() },
            ]}
            value={wanted.review_policy === "none" ? "none" : "all"}
            onChange={(policy) => set("review_policy", policy)}
          />
        </div>
      </Panel>
      <SaveBar isShown={isChanged}>
        <InlineError error={save.error} />
        <Button onPress={() => setWanted(stored)}>{m.discard()}</Button>
        <Button type="submit" look="primary" isPending={save.isPending}>
          {m.save()}
        </Button>
      </SaveBar>
      <Confirm
        title={m.leave_ask()}
        text={m.leave_text()}
        confirm={m.leave_confirm()}
        isOpen={leaving.status === "blocked"}
        onConfirm={() => leaving.proceed?.()}
        onClose={() => leaving.reset?.()}
      />
    </form>
  );
};

interface SaveBarProps {
  readonly isShown: boolean;
  readonly children: ReactNode;
}

/** Stays in sight while something is not saved. */
const SaveBar = ({ isShown, children }: SaveBarProps) =>
  isShown ? (
    <div className="animate-appear sticky bottom-4 z-10 flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised py-3 pr-3 pl-4 shadow-overlay">
      <p role="status" className="flex-1 text-13 text-muted">
        {m.unsaved_changes()}
      </p>
      {children}
    </div>
  ) : null;
