/** What came, went and changed between two snapshots. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type LucideIcon, Minus, PencilLine, Plus } from "lucide-react";
import { useState } from "react";
import { comparisonQuery } from "@/api/snapshots";
import type { Comparison, Difference, Snapshot } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { Select } from "@/ui/Select";
import { SkeletonList } from "@/ui/Skeleton";
import { StackedBar } from "@/ui/StackedBar";
import { changedText, usualPair } from "./parts";

interface ComparePanelProps {
  readonly project: string;
  readonly rows: readonly Snapshot[];
}

export const ComparePanel = ({ project, rows }: ComparePanelProps) => {
  const [chosen, choose] = useState<readonly [number, number] | null>(null);
  const pair = chosen ?? usualPair(rows);
  if (!pair) {
    return (
      <Panel title={m.snapshot_compare()}>
        <p className="p-4 text-13 text-muted">{m.snapshot_compare_one()}</p>
      </Panel>
    );
  }
  const choices = rows.map((row) => ({ key: String(row.id), text: row.name }));
  const [before, after] = pair;
  return (
    <Panel title={m.snapshot_compare()}>
      <div className="flex flex-col gap-4 p-4">
        <div className="grid grid-cols-2 gap-3">
          <Select
            label={m.snapshot_compare_from()}
            choices={choices}
            value={String(before)}
            onChange={(key) => choose([Number(key), after])}
          />
          <Select
            label={m.snapshot_compare_to()}
            choices={choices}
            value={String(after)}
            onChange={(key) => choose([before, Number(key)])}
          />
        </div>
        <Differences project={project} before={before} after={after} />
      </div>
    </Panel>
  );
};

interface DifferencesProps {
  readonly project: string;
  readonly before: number;
  readonly after: number;
}

const Differences = ({ project, before, after }: DifferencesProps) => {
  const found = useQuery(comparisonQuery(before, after));
  if (found.isPending) return <SkeletonList rows={2} rowClass="h-8" />;
  if (found.isError) {
    return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />;
  }
  const { counts } = found.data;
  const isSame = counts.added + counts.removed + counts.changed === 0;
  return (
    <>
      <StackedBar label={m.snapshot_compare_summary()} parts={partsOf(counts)} />
      {isSame && <p className="text-13 text-muted">{m.snapshot_compare_same()}</p>}
      {KINDS.map(([kind, icon, colour, title]) =>
        found.data[kind].length === 0 ? null : (
          <Entries
            key={kind}
            project={project}
            title={`${title()} ${formatNumber(counts[kind])}`}
            icon={icon}
            colour={colour}
            rows={found.data[kind]}
            left={counts[kind] - Math.min(SHOWN, found.data[kind].length)}
          />
        ),
      )}
    </>
  );
};

const KINDS: readonly (readonly [
  "added" | "removed" | "changed",
  LucideIcon,
  string,
  () => string,
])[] = [
  ["added", Plus, "text-good", m.snapshot_added],
  ["removed", Minus, "text-bad", m.snapshot_removed],
  ["changed", PencilLine, "text-warn", m.snapshot_changed],
];

const partsOf = (counts: Comparison["counts"]) => [
  ...KINDS.map(([key, , colour, text]) => ({ key, text: text(), count: counts[key], colour })),
  { key: "same", text: m.snapshot_same(), count: counts.same, colour: "text-control" },
];

const SHOWN = 100;

interface EntriesProps {
  readonly project: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly colour: string;
  readonly rows: readonly Difference[];
  /** How many are not shown. */
  readonly left: number;
}

const Entries = ({ project, title, icon: Icon, colour, rows, left }: EntriesProps) => (
  <section className="flex flex-col gap-1.5">
    <h3 className="flex items-center gap-1.5 text-13 font-medium">
      <Icon aria-hidden size={14} strokeWidth={2.25} className={colour} />
      <span className="numeric">{title}</span>
    </h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus. */}
    <ul tabIndex={0} aria-label={title} className="focus-ring max-h-54 overflow-y-auto rounded-md">
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.video} className="flex items-baseline justify-between gap-3 py-0.5 text-13">
          <Name project={project} row={row} />
          {row.fields_changed.length > 0 && (
            <span className="shrink-0 text-12 text-muted">{changedText(row.fields_changed)}</span>
          )}
        </li>
      ))}
    </ul>
    {left > 0 && <p className="text-12 text-muted">{m.snapshot_more({ count: left })}</p>}
  </section>
);

const Name = ({ project, row }: { readonly project: string; readonly row: Difference }) => {
  const name = row.name || row.video.slice(0, 12);
  if (row.id === null) return <span className="min-w-0 truncate text-muted">{name}</span>;
  return (
    <Link
      to="/p/$project/videos/$videoId"
      params={{ project, videoId: String(row.id) }}
      className="focus-ring min-w-0 truncate rounded-sm hover:underline"
    >
      {name}
    </Link>
  );
};
