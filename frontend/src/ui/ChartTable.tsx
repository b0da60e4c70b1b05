/** The numbers of a chart, for those who cannot or would rather not read lines. */
import type { ReactNode } from "react";
import { formatFigure } from "@/i18n/format";
import { type Cell, type ChartRow, type Numbers, readable } from "./chart-table";
import { cx } from "./cx";

interface ChartTableProps {
  readonly title: string;
  readonly numbers: Numbers;
  /** Wraps the name of a row, for example in a link to what it counts. */
  readonly name?: ((row: ChartRow, text: ReactNode) => ReactNode) | undefined;
}

const shown = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? "–" : typeof cell === "number" ? formatFigure(cell) : cell;

export const ChartTable = ({ title, numbers, name = (_, text) => text }: ChartTableProps) => {
  const { head, rows } = readable(numbers);
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      className="relative max-h-80 overflow-auto rounded-md border border-line"
    >
      <table aria-label={title} className="numeric w-full text-13">
        <thead className="sticky top-0 bg-panel">
          <tr className="border-b border-line text-12 text-muted">
            {head.map((text, index) => (
              <th
                key={text}
                scope="col"
                className={cx("px-3 py-1.5 font-medium", index ? "text-right" : "text-left")}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line last:border-0">
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th
                    key={head[index]}
                    scope="row"
                    className="px-3 py-1 text-left font-normal whitespace-nowrap"
                  >
                    {name(row, shown(cell))}
                  </th>
                ) : (
                  <td key={head[index]} className="px-3 py-1 text-right">
                    {shown(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
