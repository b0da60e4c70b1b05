/** How long a trace takes and how much is done, day by day (or week by week). */
import type { ProjectStatistics } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { LineChart } from "@/ui/LineChart";
import { Panel } from "@/ui/Panel";
import { dayAxis } from "./days";
import { hasWork, pointsOf } from "./series";

interface WorkChartsProps {
  readonly pace: ProjectStatistics["pace"];
  readonly step: "day" | "week";
}

const seconds = (value: number): string => formatNumber(Math.round(value));

export const WorkCharts = ({ pace, step }: WorkChartsProps) => {
  const { points, all } = pace;
  const xName = step === "day" ? m.chart_day() : m.chart_week();
  const axis = dayAxis(step);
  return (
    <div className="grid grid-cols-1 gap-6 laptop:grid-cols-2">
      <Panel
        title={m.pace_title()}
        aside={
          all.median !== null && (
            <span className="text-13 text-muted">
              {m.pace_all({
                median: seconds(all.median),
                low: seconds(all.q1 ?? all.median),
                high: seconds(all.q3 ?? all.median),
              })}
            </span>
          )
        }
      >
        <div className="p-4">
          <LineChart
            title={m.pace_chart()}
            xName={xName}
            axis={axis}
            fromZero
            series={[{ key: "median", name: m.pace_median(), points: pointsOf(points, "median") }]}
            band={{
              name: m.pace_band(),
              low: { key: "q1", name: m.pace_q1(), points: pointsOf(points, "q1") },
              high: { key: "q3", name: m.pace_q3(), points: pointsOf(points, "q3") },
            }}
            empty={m.pace_empty()}
          />
        </div>
      </Panel>
      <Panel title={m.work_title()}>
        <div className="p-4">
          <LineChart
            title={m.work_chart()}
            xName={xName}
            axis={axis}
            fromZero
            series={
              hasWork(points)
                ? [
                    {
                      key: "submitted",
                      name: m.work_submitted(),
                      points: pointsOf(points, "submitted"),
                    },
                    {
                      key: "first",
                      name: m.work_accepted_at_first(),
                      points: pointsOf(points, "accepted_at_first"),
                    },
                    {
                      key: "returned",
                      name: m.work_returned(),
                      points: pointsOf(points, "returned"),
                    },
                  ]
                : []
            }
            empty={m.work_empty()}
          />
        </div>
      </Panel>
    </div>
  );
};
