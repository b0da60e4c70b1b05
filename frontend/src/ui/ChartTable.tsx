/** The numbers of a chart, for those who cannot or would rather not read lines. */
import { formatFigure } from "@/i18n/format";
import { nearest, type Point, thinned } from "./chart-scale";
import { cx } from "./cx";

export interface Series {
  readonly key: string;
  readonly name: string;
  /** In order of `x`. */
  readonly points: readonly Point[];
}

interface ChartTableProps {
  readonly title: string;
  readonly xName: string;
  readonly series: readonly Series[];
}

const MOST_ROWS = 60;

/** What the line says at the point nearest to `x`. */
export const valueAt = ({ points }: Series, x: number): string => {
  const found = nearest(points, x);
  return found ? formatFigure(found.y) : "–";
};

export const ChartTable = ({ title, xName, series }: ChartTableProps) => {
  const rows = thinned(
    [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].sort(
      (a, b) => a - b,
    ),
    MOST_ROWS,
  );
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      className="relative max-h-64 overflow-auto rounded-md border border-line"
    >
      <table aria-label={title} className="numeric w-full text-13">
        <thead className="sticky top-0 bg-panel">
          <tr className="border-b border-line text-12 text-muted">
            {[xName, ...series.map(({ name }) => name)].map((name, index) => (
              <th
                key={name}
                scope="col"
                className={cx("px-3 py-1.5 font-medium", index ? "text-right" : "text-left")}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((x) => (
            <tr key={x} className="border-b border-line last:border-0">
              <td className="px-3 py-1">{formatFigure(x)}</td>
              {series.map((each) => (
                <td key={each.key} className="px-3 py-1 text-right">
                  {each.points.some((point) => point.x === x) ? valueAt(each, x) : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
