/** Rows with aligned columns. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and actions stand at the end of their column. */
  readonly align?: "end";
  /** Hides the title from sight, for a column of buttons. */
  readonly isTitleHidden?: boolean;
  /** Left out where the window is narrow. */
  readonly isExtra?: boolean;
  readonly className?: string;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Nothing inside takes the focus, so that the table must: else no key scrolls it. */
  readonly isPlain?: boolean;
}

export const Table = <Row,>({ label, columns, rows, rowKey, isPlain = false }: TableProps<Row>) => (
  <div
    className="relative overflow-x-auto"
    {...(isPlain ? { role: "region", "aria-label": label, tabIndex: 0 } : {})}
  >
    <table aria-label={label} className="w-full border-collapse text-14">
      <thead>
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(
                "h-9 px-4 text-12 font-medium whitespace-nowrap text-muted",
                column.align === "end" ? "text-right" : "text-left",
                column.isExtra && "max-desktop:hidden",
              )}
            >
              <span className={column.isTitleHidden ? "sr-only" : undefined}>{column.title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b border-line last:border-0 hover:bg-hover">
            {columns.map((column) => (
              <td
                key={column.key}
                className={cx(
                  "px-4 py-2.5 align-middle",
                  column.align === "end" && "numeric text-right",
                  column.isExtra && "max-desktop:hidden",
                  column.className,
                )}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
