/** Who works: now, and what each has done in the days shown. In the order of names: no ranking. */
import { Eye, PenLine } from "lucide-react";
import type { ProjectStatistics } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatDuration, formatNumber, formatShare } from "@/i18n/format";
import { roleName } from "@/i18n/names";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Panel";
import { type Column, Table } from "@/ui/Table";
import { shareOf } from "./series";

type Person = ProjectStatistics["people"][number];

interface PeoplePanelProps {
  readonly people: readonly Person[];
}

export const PeoplePanel = ({ people }: PeoplePanelProps) => {
  const working = people.filter((person) => person.working !== null).length;
  return (
    <Panel
      title={m.people_title()}
      aside={
        <Badge tone={working > 0 ? "accent" : "neutral"}>{m.people_now({ count: working })}</Badge>
      }
    >
      <Table label={m.people_title()} columns={COLUMNS()} rows={people} rowKey={({ id }) => id} />
    </Panel>
  );
};

const Standing = ({ person }: { readonly person: Person }) => {
  if (person.working === "label")
    return (
      <Badge tone="accent" icon={PenLine}>
        {m.people_labels()}
      </Badge>
    );
  if (person.working === "review")
    return (
      <Badge tone="accent" icon={Eye}>
        {m.people_reviews()}
      </Badge>
    );
  return (
    <span className="text-13 whitespace-nowrap text-muted">
      {person.seen_at ? formatAgo(person.seen_at) : m.people_never()}
    </span>
  );
};

const countOr = (count: number): string => (count === 0 ? "–" : formatNumber(count));

const counted = (
  key: string,
  title: string,
  cell: (person: Person) => string,
  isExtra = false,
): Column<Person> => ({ key, title, align: "end", cell, isExtra, className: "whitespace-nowrap" });

const COLUMNS = (): readonly Column<Person>[] => [
  {
    key: "name",
    title: m.people_name(),
    cell: ({ name, role }) => (
      <span className="flex flex-col">
        <span className="font-medium">{name}</span>
        <span className="text-12 text-muted">{role ? roleName(role) : m.people_left()}</span>
      </span>
    ),
  },
  { key: "now", title: m.people_seen(), cell: (person) => <Standing person={person} /> },
  counted("time", m.people_time(), ({ active_seconds }) =>
    active_seconds === 0 ? "–" : formatDuration(active_seconds),
  ),
  counted("submitted", m.work_submitted(), ({ submitted }) => countOr(submitted)),
  counted("traces", m.people_traces(), ({ traces }) => countOr(traces), true),
  counted("pace", m.people_pace(), ({ median }) =>
    median === null ? "–" : formatNumber(Math.round(median)),
  ),
  counted("first", m.work_accepted_at_first(), ({ accepted_at_first, decided }) => {
    const share = shareOf(accepted_at_first, decided);
    return share === null ? "–" : `${formatShare(share)} · ${formatNumber(accepted_at_first)}`;
  }),
  counted("returned", m.work_returned(), ({ returned }) => countOr(returned)),
  counted("reviewed", m.people_reviewed(), ({ reviewed }) => countOr(reviewed), true),
];
