/** What a run would learn from, and what is missing for it to go well. */
import { CircleAlert } from "lucide-react";
import type { Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { splitsText } from "../snapshots/parts";
import { doubtsOf } from "./snapshot-doubts";

const WORDS = {
  empty: m.preflight_empty,
  few: m.preflight_few,
  no_val: m.preflight_no_val,
  no_test: m.preflight_no_test,
} as const;

export const SnapshotCheck = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const doubts = doubtsOf(snapshot);
  const { videos, traces, splits, sha256 } = snapshot;
  return (
    <div role="status" className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2">
      <span className="text-12 text-muted">{m.preflight_learns_from()}</span>
      <span className="numeric text-14">
        {[m.videos_count({ count: videos }), m.traces_count({ count: traces }), splitsText(splits)]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <span className="font-mono text-12 text-muted">{sha256.slice(0, 12)}</span>
      {doubts.map((doubt) => (
        <span key={doubt} className="flex items-start gap-1.5 text-13 text-warn">
          <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
          {WORDS[doubt]()}
        </span>
      ))}
    </div>
  );
};
