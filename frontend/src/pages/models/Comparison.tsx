/** One table: the candidate, what serves, their difference, trivial answers, the paper's rows. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { publishedQuery } from "@/api/checkpoints";
import type { Evaluation, Metrics } from "@/api/types";
import { m } from "@/i18n";
import { formatDate } from "@/i18n/format";
import { cx } from "@/ui/cx";
import { Panel } from "@/ui/Panel";
import { Switch } from "@/ui/Switch";
import { Difference } from "./Difference";
import { baselineName, FIGURES, measured, minus, valueText } from "./figures";

interface ComparisonProps {
  readonly evaluation: Evaluation;
  /** On the same set; null where there is nothing to compare with. */
  readonly serving: Evaluation | null;
  /** The candidate is what serves. */
  readonly isServing: boolean;
  /** What serves was measured on another set. */
  readonly isElsewhere: boolean;
}

export const Comparison = ({ evaluation, serving, isServing, isElsewhere }: ComparisonProps) => {
  const [hasPaper, setPaper] = useState(false);
  const published = useQuery({ ...publishedQuery, enabled: hasPaper });
  const baselines = Object.entries(evaluation.metrics.baselines ?? {});
  const { set } = evaluation;
  return (
    <Panel
      title={m.models_comparison_title()}
      aside={
        <Switch label={m.models_comparison_paper()} isSelected={hasPaper} onChange={setPaper} />
      }
    >
      <section
        aria-label={m.models_comparison_title()}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        tabIndex={0}
        className="relative overflow-x-auto"
      >
        <table
          aria-label={m.models_comparison_title()}
          className="numeric w-full border-collapse text-13"
        >
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className={cx(HEAD, "sticky left-0 bg-panel pl-4! text-left")}>
                {m.models_answer()}
              </th>
              {FIGURES.map((figure) => (
                <th key={figure.key} scope="col" className={cx(HEAD, "text-right")}>
                  {figure.name()}
                  <span aria-hidden="true">{figure.better === "less" ? " ↓" : ""}</span>
                  {figure.better === "less" && (
                    <span className="sr-only">{m.models_less_is_better()}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row
              name={isServing ? m.models_row_this_serving() : m.models_row_this()}
              metrics={evaluation.metrics}
              isStrong
            />
            {serving && <Row name={m.models_row_serving()} metrics={serving.metrics} isStrong />}
            {serving && <Differences candidate={evaluation.metrics} serving={serving.metrics} />}
            {baselines.length > 0 && <Heading text={m.models_rows_trivial()} />}
            {baselines.map(([key, metrics]) => (
              <Row key={key} name={baselineName(key)} metrics={metrics} />
            ))}
            {hasPaper && published.data && <Heading text={m.models_rows_paper()} />}
            {hasPaper &&
              published.data?.map((row) => <Row key={row.model} name={row.model} metrics={row} />)}
          </tbody>
        </table>
      </section>
      <p className="border-t border-line px-4 py-2 text-12 text-muted">
        {m.models_comparison_set({ count: set.videos, date: formatDate(set.created_at) })}{" "}
        {isElsewhere && m.models_comparison_elsewhere()}{" "}
        {hasPaper && m.models_comparison_paper_text()}
      </p>
    </Panel>
  );
};

const HEAD = "h-9 px-2 text-12 font-medium whitespace-nowrap text-muted";

interface RowProps {
  readonly name: string;
  readonly metrics: Metrics;
  readonly isStrong?: boolean;
}

const Row = ({ name, metrics, isStrong = false }: RowProps) => (
  <tr className={cx("border-b border-line last:border-0", !isStrong && "text-muted")}>
    <NameCell name={name} isStrong={isStrong} />
    {FIGURES.map(({ key }) => (
      <td key={key} className={cx("px-2 py-2 text-right", isStrong && "font-medium")}>
        {valueText(measured(metrics, key))}
      </td>
    ))}
  </tr>
);

const NameCell = ({ name, isStrong }: { readonly name: string; readonly isStrong: boolean }) => (
  <th
    scope="row"
    className={cx(
      "sticky left-0 bg-panel px-4 py-2 text-left whitespace-nowrap",
      isStrong ? "font-medium text-text" : "font-normal",
    )}
  >
    {name}
  </th>
);

const Heading = ({ text }: { readonly text: string }) => (
  <tr className="border-b border-line bg-sunken">
    <th
      scope="rowgroup"
      colSpan={FIGURES.length + 1}
      className="px-4 py-1.5 text-left text-12 font-medium text-muted"
    >
      <span className="sticky left-4">{text}</span>
    </th>
  </tr>
);

interface DifferencesProps {
  readonly candidate: Metrics;
  readonly serving: Metrics;
}

const Differences = ({ candidate, serving }: DifferencesProps) => (
  <tr className="border-b border-line">
    <NameCell name={m.models_row_difference()} isStrong={false} />
    {FIGURES.map((figure) => (
      <td key={figure.key} className="px-2 py-2 text-right whitespace-nowrap">
        <Difference
          figure={figure}
          by={minus(measured(candidate, figure.key), measured(serving, figure.key))}
        />
      </td>
    ))}
  </tr>
);
