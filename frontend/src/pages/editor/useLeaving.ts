/** Finishing a clip: submit, skip, accept or return it, then go on to the next one. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { ApiError } from "@/api/errors";
import { explain } from "@/api/explain";
import { nextTask } from "@/api/tasks";
import type { ReviewComment } from "@/api/types";
import { submissionProblems } from "@/domain/submission";
import { m } from "@/i18n";
import { toast } from "@/ui/toast";
import type { Bench } from "./bench";
import type { DialogsStore } from "./Dialogs";
import { accept, giveBack, skip, submit } from "./requests";

export interface Leaving {
  readonly isBusy: boolean;
  submit(): Promise<void>;
  skip(reason: string): Promise<void>;
  accept(): Promise<void>;
  giveBack(comments: readonly ReviewComment[]): Promise<void>;
}

export const useLeaving = (bench: Bench, dialogs: DialogsStore): Leaving => {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);
  return useMemo(() => {
    const { task, project, mode } = bench.options;

    const goOn = async (done: string): Promise<void> => {
      toast("done", done);
      void queries.invalidateQueries({ queryKey: ["tasks"] });
      void queries.invalidateQueries({ queryKey: ["project", project.slug] });
      const next = await nextTask(project.slug, mode).catch(() => null);
      const params = { project: project.slug };
      if (!next) {
        toast("note", mode === "review" ? m.editor_none_to_review() : m.editor_none_to_label());
        return void (await navigate({ to: "/p/$project", params }));
      }
      const taskId = String(next.id);
      if (mode === "review")
        await navigate({ to: "/p/$project/review/$taskId", params: { ...params, taskId } });
      else await navigate({ to: "/p/$project/label/$taskId", params: { ...params, taskId } });
    };

    /** One at a time; everything is saved first, and a refusal says why. */
    const finish = async (act: () => Promise<unknown>, done: string): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setBusy(true);
      try {
        if (bench.editor.canEdit && !(await bench.save())) {
          toast("error", m.editor_not_sent());
          return;
        }
        await act();
        await bench.options.journal.drop(task.annotation?.id ?? 0);
        await goOn(done);
      } catch (error) {
        refuse(error);
      } finally {
        busy.current = false;
        setBusy(false);
      }
    };

    const refuse = (error: unknown): void => {
      if (error instanceof ApiError && error.status === 422) {
        // The rules may have changed since the clip was opened.
        void queries.invalidateQueries({ queryKey: ["project", project.slug] });
        dialogs.open("missing");
      } else toast("error", explain(error).text);
    };

    const isComplete = (): boolean => {
      const rules = {
        frameCount: bench.frameCount,
        explanation: bench.options.project.require_explanation ? "required" : "optional",
      } as const;
      return submissionProblems(bench.editor.document, rules).length === 0;
    };

    return {
      isBusy,
      submit: async () => {
        if (!isComplete()) return dialogs.open("missing");
        await finish(() => submit(task.id, bench.saver.latest.revision), m.editor_submitted());
      },
      skip: (reason) => finish(() => skip(task.id, reason), m.editor_skipped()),
      accept: () => finish(() => accept(task.id), m.editor_accepted()),
      giveBack: (comments) => finish(() => giveBack(task.id, comments), m.editor_returned()),
    };
  }, [bench, dialogs, isBusy, navigate, queries]);
};
