/** Finishing a clip: submit, skip, accept or return it, then go on to the next one. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { ApiError } from "@/api/errors";
import { explain } from "@/api/explain";
import type { ReviewComment } from "@/api/types";
import { doubts } from "@/domain/doubts";
import { submissionProblems } from "@/domain/submission";
import { m } from "@/i18n";
import { toast } from "@/ui/toast";
import { takeNext } from "./ahead";
import type { Bench } from "./bench";
import type { DialogsStore } from "./Dialogs";
import { accept, giveBack, type Skip, skip, submit } from "./requests";
import { dropDraft } from "./return-draft";
import { finished, keepTrail, readTrail, type Step, stepBack, stepOn } from "./trail";

export interface Leaving {
  submit(): Promise<void>;
  /** Without asking about what looks unmeant. */
  submitAnyway(): Promise<void>;
  skip(how: Skip): Promise<void>;
  accept(): Promise<void>;
  /** To another clip of the queue, with this one left open. */
  turn(to: "next" | "previous"): Promise<void>;
  giveBack(comments: readonly ReviewComment[]): Promise<void>;
}

/** The ways out of the clip, the same for as long as it is open, and whether one is being gone. */
export const useLeaving = (
  bench: Bench,
  dialogs: DialogsStore,
): readonly [leaving: Leaving, isBusy: boolean] => {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);
  const leaving = useMemo((): Leaving => {
    const { task, project, mode } = bench.options;

    const goOn = async (done: string): Promise<void> => {
      toast("done", done);
      void queries.invalidateQueries({ queryKey: ["tasks"] });
      void queries.invalidateQueries({ queryKey: ["project", project.slug] });
      const trail = finished(readTrail(mode, project.slug), task.id);
      keepTrail(mode, project.slug, trail);
      const next = await takeNext(project.slug, mode, task.id).catch(() => null);
      // With the queue at its end, what was left open on the way is what remains.
      const id = next?.id ?? trail[0];
      if (id !== undefined) return open(id);
      toast("note", noMore());
      await navigate({ to: "/p/$project", params: { project: project.slug } });
    };

    const open = async (id: number): Promise<void> => {
      const params = { project: project.slug, taskId: String(id) };
      if (mode === "review") await navigate({ to: "/p/$project/review/$taskId", params });
      else await navigate({ to: "/p/$project/label/$taskId", params });
    };

    const noMore = (): string =>
      mode === "review" ? m.editor_none_to_review() : m.editor_none_to_label();

    const follow = async (step: Step): Promise<void> => {
      if (step.kind === "open") return open(step.task);
      if (step.kind === "none") return void toast("note", m.editor_queue_begin());
      if (step.kind === "full") {
        toast("note", m.editor_queue_full());
        return open(step.task);
      }
      const next = await takeNext(project.slug, mode, task.id);
      if (!next || next.id === task.id) toast("note", noMore());
      else await open(next.id);
    };

    /** Nothing waits for the clip that is left: what is not sent yet goes out from the next one. */
    const turn = async (to: "next" | "previous"): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setBusy(true);
      try {
        if (bench.editor.canEdit) await bench.save();
        const trail = readTrail(mode, project.slug);
        await follow(to === "next" ? stepOn(trail, task.id) : stepBack(trail, task.id));
      } catch (error) {
        toast("error", explain(error).text);
      } finally {
        busy.current = false;
        setBusy(false);
      }
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
        await bench.answering;
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

    const submitAnyway = async (): Promise<void> => {
      if (!isComplete()) return dialogs.open("missing");
      await finish(() => submit(task.id, bench.saver.latest.revision), m.editor_submitted());
    };

    return {
      submit: async () => {
        if (doubts(bench.editor.document).length > 0) return dialogs.open("missing");
        await submitAnyway();
      },
      submitAnyway,
      turn,
      skip: (how) => finish(() => skip(task.id, how), m.editor_skipped()),
      accept: () => finish(() => accept(task.id), m.editor_accepted()),
      giveBack: (comments) =>
        finish(async () => {
          await giveBack(task.id, comments);
          dropDraft(task.id);
        }, m.editor_returned()),
    };
  }, [bench, dialogs, navigate, queries]);
  return [leaving, isBusy];
};
