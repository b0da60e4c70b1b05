/** Follows a run of a list while it goes on, and fetches the lists anew when it has ended. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { isGoing } from "@/api/exports";
import { runQuery } from "@/api/runs";
import type { Run } from "@/api/types";

export const useLiveRun = (first: Run): Run => {
  const queries = useQueryClient();
  const isLive = isGoing(first.state);
  const { data = first } = useQuery({
    ...runQuery(first.id),
    enabled: isLive,
    placeholderData: first,
  });
  const run = isLive ? data : first;
  const before = useRef(run.state);
  useEffect(() => {
    const hasEnded = isGoing(before.current) && !isGoing(run.state);
    before.current = run.state;
    if (!hasEnded) return;
    for (const key of ["runs", "checkpoints"])
      void queries.invalidateQueries({ queryKey: [key, run.project] });
  }, [queries, run.state, run.project]);
  return run;
};
