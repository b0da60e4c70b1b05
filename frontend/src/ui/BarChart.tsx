/** Bars that are made of parts, one below the other; each may lead to what it counts. */
import type { ReactNode } from "react";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { ChartFrame } from "./ChartFrame";
import { shortened, widthOf } from "./chart-file";
import type { ChartRow, Numbers } from "./chart-table";
import { cx } from "./cx";
import type { Part } from "./StackedBar";
import { useWidth } from "./useWidth";

export interface Bar {
  readonly key: string;
  readonly name: string;
  /** A class that sets the colour of a small mark before the name. */
  readonly mark?: string;
  readonly parts: readonly Part[];
}

interface BarChartProps {
  readonly title: string;
  /** What a bar is, and what its parts add up to. */
  readonly nameOfBars: string;
  readonly nameOfSum: string;
  readonly bars: readonly Bar[];
  readonly empty: string;
  /** Wraps a bar, and its name in the table, in a link. */
  readonly link?: (bar: Bar, content: ReactNode) => ReactNode;
  /** Only so many bars are drawn; the table and the files have all. */
  readonly most?: number;
}

const ROW = 28;
const BAR = 14;
const SUM = 56;

const sumOf = ({ parts }: Bar): number => parts.reduce((sum, { count }) => sum + count, 0);

/** The parts that any bar has, in order; none where each bar is one part of its own name. */
const partsOf = (bars: readonly Bar[]): readonly Part[] => {
  const found = new Map<string, Part>();
  for (const { name, parts } of bars)
    for (const part of parts)
      if (part.count > 0 && part.text !== name && !found.has(part.key)) found.set(part.key, part);
  const order = bars[0]?.parts.map(({ key }) => key) ?? [];
  return [...found.values()].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
};

const numbersOfBars = ({ bars, nameOfBars, nameOfSum }: BarChartProps): Numbers => {
  const shown = partsOf(bars);
  const countOf = (bar: Bar, key: string): number =>
    bar.parts.find((part) => part.key === key)?.count ?? 0;
  return {
    head: [nameOfBars, ...shown.map(({ text }) => text), nameOfSum],
    rows: bars.map((bar) => ({
      key: bar.key,
      cells: [bar.name, ...shown.map(({ key }) => countOf(bar, key)), sumOf(bar)],
    })),
  };
};

export const BarChart = (props: BarChartProps) => {
  const { title, bars, empty, link } = props;
  const rowName = link
    ? (row: ChartRow, text: ReactNode) => {
        const bar = bars.find(({ key }) => key === row.key);
        return bar ? link(bar, <span className="text-accent-text">{text}</span>) : text;
      }
    : undefined;
  return (
    <ChartFrame title={title} numbers={numbersOfBars(props)} empty={empty} rowName={rowName}>
      <Bars {...props} />
    </ChartFrame>
  );
};

const saidOf = (bar: Bar): string =>
  m.chart_said({
    title: bar.name,
    values: bar.parts
      .filter(({ count }) => count > 0)
      .map(({ text, count }) =>
        text === bar.name ? formatNumber(count) : `${text} ${formatNumber(count)}`,
      )
      .join(", "),
  });

const Bars = ({ title, bars: all, link, most = 12 }: BarChartProps) => {
  const [host, width] = useWidth(560, 240);
  const bars = all.slice(0, most);
  const longest = Math.max(1, ...bars.map(sumOf));
  const names = Math.min(
    Math.max(...bars.map(({ name }) => widthOf(name))) + 30,
    Math.round(width * 0.48),
  );
  const inner = width - names - SUM;
  const row = (bar: Bar, index: number) => {
    let drawn = names;
    const isMarked = bar.mark !== undefined;
    return (
      <>
        <title>{saidOf(bar)}</title>
        <rect
          x={0}
          y={index * ROW}
          width={width}
          height={ROW}
          rx="4"
          className={cx("fill-transparent", link && "hover:fill-hover")}
        />
        {isMarked && (
          <rect
            x={2}
            y={index * ROW + (ROW - 10) / 2}
            width="10"
            height="10"
            rx="2"
            className={cx("fill-current", bar.mark)}
          />
        )}
        <text
          x={isMarked ? 18 : 2}
          y={index * ROW + ROW / 2 + 4}
          className={cx("pointer-events-none text-12", link ? "fill-accent-text" : "fill-text")}
        >
          {shortened(bar.name, names - (isMarked ? 26 : 10))}
        </text>
        {bar.parts.map((part) => {
          const length = (part.count / longest) * inner;
          const x = drawn;
          drawn += length;
          if (part.count === 0) return null;
          return (
            <rect
              key={part.key}
              x={x}
              y={index * ROW + (ROW - BAR) / 2}
              width={Math.max(1, length - 1)}
              height={BAR}
              className={cx("pointer-events-none fill-current", part.colour)}
            />
          );
        })}
        <text
          x={drawn + 6}
          y={index * ROW + ROW / 2 + 4}
          className="pointer-events-none fill-muted text-12"
        >
          {formatNumber(sumOf(bar))}
        </text>
      </>
    );
  };
  return (
    <div ref={host} className="flex flex-col gap-2">
      <svg
        data-chart=""
        // What leads somewhere is no picture: its bars must be reached one by one.
        role={link ? "group" : "img"}
        aria-label={link ? title : `${title}. ${bars.map(saidOf).join(". ")}`}
        width={width}
        height={bars.length * ROW}
        className="numeric block max-w-full"
      >
        {bars.map((bar, index) => (
          <g key={bar.key}>{link ? link(bar, row(bar, index)) : row(bar, index)}</g>
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
        {partsOf(bars).map((part) => (
          <li key={part.key} className="flex items-center gap-1.5">
            <svg
              aria-hidden="true"
              data-legend={part.text}
              width="8"
              height="8"
              className={part.colour}
            >
              <rect width="8" height="8" rx="2" fill="currentColor" />
            </svg>
            {part.text}
          </li>
        ))}
        {all.length > most && <li>{m.chart_more_rows({ count: all.length - most })}</li>}
      </ul>
    </div>
  );
};
