/** Which accepted videos to take. A group in which nothing is ticked takes all. */
import { CheckboxGroup, Label } from "react-aria-components";
import type { Preview, SnapshotFilters } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { labelName } from "@/i18n/names";
import { Checkbox } from "@/ui/Checkbox";
import { SkeletonList } from "@/ui/Skeleton";
import { nameOfSplit, splitsOf } from "./parts";

interface FilterFieldsProps {
  readonly choices: Preview["choices"] | undefined;
  readonly filters: SnapshotFilters;
  readonly onChange: (filters: SnapshotFilters) => void;
}

export const FilterFields = ({ choices, filters, onChange }: FilterFieldsProps) => {
  if (!choices) return <SkeletonList rows={2} rowClass="h-16" />;
  if (Object.keys(choices.labels).length === 0) return null;
  return (
    <section className="flex flex-col gap-4 rounded-md border border-line p-4">
      <div className="flex flex-col gap-0.5">
        <h3 className="text-13 font-medium">{m.snapshot_take()}</h3>
        <p className="text-12 text-muted">{m.snapshot_take_help()}</p>
      </div>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-3">
        <Group
          label={m.snapshot_labels()}
          counts={Object.entries(choices.labels)}
          nameOf={labelName}
          value={filters.labels ?? []}
          onChange={(labels) =>
            onChange({ ...filters, labels: labels as NonNullable<SnapshotFilters["labels"]> })
          }
        />
        <Group
          label={m.snapshot_splits()}
          counts={splitsOf(choices.splits)}
          nameOf={nameOfSplit}
          value={filters.splits ?? []}
          onChange={(splits) =>
            onChange({ ...filters, splits: splits as NonNullable<SnapshotFilters["splits"]> })
          }
        />
        <Group
          label={m.snapshot_generators()}
          counts={Object.entries(choices.generators)}
          nameOf={(name) => name || m.snapshot_generator_none()}
          value={filters.generators ?? []}
          onChange={(generators) => onChange({ ...filters, generators })}
        />
      </div>
      <Checkbox
        label={m.snapshot_reviewed_only()}
        help={m.snapshot_reviewed_only_help()}
        isSelected={filters.reviewed_only ?? false}
        onChange={(reviewed_only) => onChange({ ...filters, reviewed_only })}
      />
    </section>
  );
};

interface GroupProps {
  readonly label: string;
  readonly counts: readonly (readonly [string, number])[];
  readonly nameOf: (key: string) => string;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

const Group = ({ label, counts, nameOf, value, onChange }: GroupProps) => (
  <CheckboxGroup value={[...value]} onChange={onChange} className="flex min-w-0 flex-col gap-1.5">
    <Label className="text-12 font-medium text-muted">{label}</Label>
    <div className="flex max-h-36 flex-col gap-1.5 overflow-y-auto">
      {counts.map(([key, count]) => (
        <Checkbox key={key} value={key} label={`${nameOf(key)} (${formatNumber(count)})`} />
      ))}
    </div>
  </CheckboxGroup>
);
