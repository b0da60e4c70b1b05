/** Losses and measures over steps, redrawn as the run reports them. */
import { useMemo } from "react";
import type { Run } from "@/api/types";
import { m } from "@/i18n";
import { LineChart } from "@/ui/LineChart";
import { Panel } from "@/ui/Panel";
import { type Line, linesOf, partedLines } from "./curve";
import { figureOf } from "./figures";

interface RunCurvesProps {
  readonly run: Run;
  readonly isLive: boolean;
}

const nameOf = (key: string): string =>
  key === "loss" ? m.models_figure_loss() : (figureOf(key)?.name() ?? key.replaceAll("_", " "));

const seriesOf = (lines: readonly Line[]) =>
  lines.map(({ key, points }) => ({ key, name: nameOf(key), points }));

export const RunCurves = ({ run, isLive }: RunCurvesProps) => {
  const { losses, measures } = useMemo(() => partedLines(linesOf(run.curve)), [run.curve]);
  return (
    <Panel title={m.models_curves_title()}>
      <div className="flex flex-col gap-6 p-4">
        <LineChart
          title={m.models_figure_loss()}
          xName={m.models_step()}
          series={seriesOf(losses)}
          empty={isLive ? m.models_curve_soon() : m.models_curve_none()}
        />
        {measures.length > 0 && (
          <LineChart
            title={m.models_curve_measures()}
            xName={m.models_step()}
            series={seriesOf(measures)}
            empty={m.models_curve_none()}
          />
        )}
      </div>
    </Panel>
  );
};
