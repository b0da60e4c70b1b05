/** Tells a manager on any page when background work has ended, a reviewer when an own export has. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { activityQuery } from "@/api/activity";
import type { Activity, Job } from "@/api/types";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { toast } from "@/ui/toast";
import { importsSaid, kindName, STATES } from "./names";
import { newsOf, parseSeen, seenOf } from "./news";
import { notify, useNotifying } from "./notify";

interface JobWatchProps {
  readonly project: string;
  readonly user: number;
  /** Who manages has a page of jobs; others find theirs among the exports. */
  readonly page: "jobs" | "exports";
}

/** What lists change when such a job ends. */
const CHANGED: Readonly<Partial<Record<Job["kind"], readonly string[]>>> = {
  export: ["exports", "snapshots"],
  train: ["runs", "checkpoints"],
  evaluate: ["checkpoints"],
};

export const JobWatch = ({ project, user, page }: JobWatchProps) => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery({ ...activityQuery(project), refetchIntervalInBackground: true });
  const notifies = useNotifying((state) => state.isOn);
  const [isHidden, setHidden] = useState(document.hidden);
  useScope((scope) => {
    scope.listen(document, "visibilitychange", () => setHidden(document.hidden));
  }, []);
  useEffect(() => {
    // What nobody would see waits for somebody who looks, in this window or another.
    if (!data || (isHidden && !notifies)) return;
    const open = {
      text: page === "jobs" ? m.jobs_open() : m.exports_open(),
      run: () => void navigate({ to: `/p/$project/${page}`, params: { project } }),
    };
    for (const { kind, text, tag, lists } of sinceThen(data, `telltale.jobs.${user}.${project}`)) {
      toast(kind, text, open);
      notify(m.app_name(), text, tag);
      for (const list of lists) void queries.invalidateQueries({ queryKey: [list, project] });
    }
  }, [data, isHidden, notifies, project, user, page, queries, navigate]);
  return null;
};

interface Told {
  readonly kind: "done" | "error" | "note";
  readonly text: string;
  readonly tag: string;
  readonly lists: readonly string[];
}

const sinceThen = (data: Activity, key: string): readonly Told[] => {
  const before = parseSeen(localStorage.getItem(key));
  const news = newsOf(before, data);
  localStorage.setItem(key, JSON.stringify(seenOf(before, data)));
  const told: Told[] = news.jobs.map((job) => ({
    kind: job.state === "done" ? "done" : job.state === "failed" ? "error" : "note",
    text: m.chart_said({ title: kindName(job.kind), values: STATES[job.state].name() }),
    tag: `job ${job.id}`,
    lists: CHANGED[job.kind] ?? [],
  }));
  if (news.imports)
    told.push({
      kind: news.imports.failed > 0 ? "error" : "done",
      text: importsSaid(news.imports),
      tag: `imports ${news.imports.batch}`,
      lists: ["videos", "project", "statistics"],
    });
  return told;
};
