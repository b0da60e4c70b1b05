/** A person's own work: today and this week, and how it is received. Nobody else's, no ranking. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ownStatisticsQuery } from "@/api/statistics";
import type { OwnStatistics, WorkFigures } from "@/api/types";
import { m } from "@/i18n";
import { formatDuration, formatNumber, formatShare } from "@/i18n/format";
import { LineChart } from "@/ui/LineChart";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { dayAxis } from "./days";
import { OwnReviews } from "./OwnReviews";
import { acceptedShares, shareOf, type Tempo, tempoOf } from "./series";

export const OwnWork = ({ project }: { readonly project: string }) => {
  const found = useQuery(ownStatisticsQuery(project));
  return (
    <Panel title={m.own_title()}>
      {found.isPending && <SkeletonList className="flex flex-col gap-2 p-4" />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Shown project={project} own={found.data} />}
    </Panel>
  );
};

interface ShownProps {
  readonly project: string;
  readonly own: OwnStatistics;
}

const TEMPOS: Readonly<
  Record<Exclude<Tempo, null>, (words: { now: string; usual: string }) => string>
> = { usual: m.own_tempo_usual, quicker: m.own_tempo_quicker, slower: m.own_tempo_slower };

const Shown = ({ project, own }: ShownProps) => {
  const { today, week, all } = own;
  const tempo = tempoOf(today.median, all.median);
  if (all.submitted === 0) return <p className="p-4 text-13 text-muted">{m.own_nothing()}</p>;
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="grid grid-cols-1 gap-3">
        <Figures title={m.own_today()} of={today} />
        <Figures title={m.own_week()} of={week} />
      </div>
      {tempo !== null && today.median !== null && all.median !== null && (
        <p className="text-13 text-muted">
          {TEMPOS[tempo]({
            now: formatNumber(Math.round(today.median)),
            usual: formatNumber(Math.round(all.median)),
          })}
        </p>
      )}
      <LineChart
        title={m.own_share_chart()}
        xName={m.chart_week()}
        axis={dayAxis("week")}
        fromZero
        series={[
          { key: "share", name: m.work_accepted_at_first(), points: acceptedShares(own.weeks) },
        ]}
        empty={m.own_share_empty()}
      />
      <OwnReviews project={project} reviews={own.reviews} />
    </div>
  );
};

interface FiguresProps {
  readonly title: string;
  readonly of: WorkFigures;
}

const Figures = ({ title, of }: FiguresProps) => {
  const returned = shareOf(of.returned, of.submitted);
  return (
    <section aria-label={title} className="flex flex-col gap-2 rounded-md bg-sunken px-4 py-3">
      <h3 className="text-13 font-medium">{title}</h3>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Figure name={m.own_clips()}>{formatNumber(of.submitted)}</Figure>
        <Figure name={m.people_traces()}>{formatNumber(of.traces)}</Figure>
        <Figure name={m.people_pace()}>
          {of.median === null ? "–" : formatNumber(Math.round(of.median))}
        </Figure>
        <Figure name={m.people_time()}>
          {of.active_seconds === 0 ? "–" : formatDuration(of.active_seconds)}
        </Figure>
        <Figure name={m.work_accepted_at_first()}>
          {of.decided === 0
            ? "–"
            : `${formatNumber(of.accepted_at_first)} / ${formatNumber(of.decided)}`}
        </Figure>
        <Figure name={m.work_returned()}>{returned === null ? "–" : formatShare(returned)}</Figure>
      </dl>
    </section>
  );
};

const Figure = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex flex-col">
    <dt className="text-12 text-muted">{name}</dt>
    <dd className="numeric text-16 font-semibold">{children}</dd>
  </div>
);
