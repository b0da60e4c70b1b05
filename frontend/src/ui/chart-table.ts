/** The numbers behind a chart, as rows for people and as CSV for programs: pure. */
import { formatFigure } from "@/i18n/format";
import { nearest, type Point, thinned } from "./chart-scale";

export type Cell = string | number | null;

/** A cell for each name of the head; the first names the row. */
export interface ChartRow {
  readonly key: string;
  readonly cells: readonly Cell[];
}

export interface Numbers {
  readonly head: readonly string[];
  readonly rows: readonly ChartRow[];
}

export interface Series {
  readonly key: string;
  readonly name: string;
  /** In order of `x`. */
  readonly points: readonly Point[];
}

/** What the line says at the point nearest to `x`. */
export const valueAt = ({ points }: Series, x: number): string => {
  const found = nearest(points, x);
  return found ? formatFigure(found.y) : "–";
};

/** A row for each x of any line. */
export const numbersOf = (
  xName: string,
  series: readonly Series[],
  nameOf: (x: number) => Cell = (x) => x,
): Numbers => {
  const lines = series.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  const all = [...new Set(lines.flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
  return {
    head: [xName, ...series.map(({ name }) => name)],
    rows: all.map((x) => ({
      key: String(x),
      cells: [nameOf(x), ...lines.map((line) => line.get(x) ?? null)],
    })),
  };
};

const MOST_ROWS = 60;

/** Few enough rows to read. */
export const readable = ({ head, rows }: Numbers): Numbers => ({
  head,
  rows: thinned(rows, MOST_ROWS),
});

/** A text that begins so is a formula to spreadsheets, whoever wrote it. */
const FORMULA = /^[=+\-@\t\r]/;

const quoted = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180, numbers with a point in every language; empty where there is none. */
export const csvOf = ({ head, rows }: Numbers): string =>
  [head, ...rows.map(({ cells }) => cells)]
    .map((line) => `${line.map(quoted).join(",")}\r\n`)
    .join("");
