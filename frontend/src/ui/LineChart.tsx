/** Lines over a common axis, drawn by hand: told apart by colour and dash, and readable as a table. */
import { type PointerEvent, useState } from "react";
import { m } from "@/i18n";
import { formatFigure } from "@/i18n/format";
import { ChartFrame } from "./ChartFrame";
import { nearest, type Point, rangeOf, shareIn, thinned, ticksOf } from "./chart-scale";
import { type Cell, numbersOf, type Series, valueAt } from "./chart-table";
import { useWidth } from "./useWidth";

/** An area between two lines, such as the middle half of what was measured. */
export interface Band {
  readonly name: string;
  readonly low: Series;
  readonly high: Series;
}

/** How x is written and where it is, where plain round numbers would say little. */
export interface Axis {
  readonly text: (x: number) => string;
  readonly cell: (x: number) => Cell;
  /** At most `most` of them, in order. */
  readonly ticks: (low: number, high: number, most: number) => readonly number[];
}

interface LineChartProps {
  readonly title: string;
  readonly xName: string;
  readonly series: readonly Series[];
  readonly band?: Band;
  readonly axis?: Axis;
  /** The axis of y begins at zero, for counts and durations. */
  readonly fromZero?: boolean;
  /** Shown while there is no point. */
  readonly empty: string;
}

const HEIGHT = 220;
const PAD = { left: 52, right: 12, top: 10, bottom: 26 } as const;
const MOST_DRAWN = 600;

/** Colour and dash of the first six lines; both themes keep 3:1 on the panel. */
const LOOKS = [
  ["text-accent", ""],
  ["text-(--line-object_trajectory)", "6 3"],
  ["text-(--line-object_splitting)", "2 3"],
  ["text-(--line-object_distortion)", "8 3 2 3"],
  ["text-(--line-redundant_object)", "4 4"],
  ["text-(--line-object_merging)", "1 4"],
] as const;

const lookOf = (index: number) => LOOKS[index % LOOKS.length] ?? LOOKS[0];

const PLAIN: Axis = {
  text: formatFigure,
  cell: (x) => x,
  ticks: (low, high, most) => ticksOf({ low, high }, most),
};

export const LineChart = (props: LineChartProps) => {
  const { title, xName, series, band, axis = PLAIN, empty } = props;
  const all = band ? [...series, band.low, band.high] : series;
  return (
    <ChartFrame title={title} numbers={numbersOf(xName, all, axis.cell)} empty={empty}>
      <Lines {...props} />
    </ChartFrame>
  );
};

type DrawnProps = Omit<LineChartProps, "empty">;

const Lines = ({ title, xName, series, band, axis = PLAIN, fromZero = false }: DrawnProps) => {
  const [host, width] = useWidth(560, 240);
  const [at, setAt] = useState<number | null>(null);
  const all = [...series, ...(band ? [band.low, band.high] : [])].flatMap(({ points }) => points);
  const values = all.map((point) => point.y);
  const ys = rangeOf(fromZero ? [0, ...values] : values) ?? { low: 0, high: 1 };
  const xs = { low: Math.min(...all.map((p) => p.x)), high: Math.max(...all.map((p) => p.x)) };
  // One point alone stands in the middle.
  const isOne = xs.low === xs.high;
  const shown = isOne ? { low: xs.low - 1, high: xs.high + 1 } : xs;
  const inner = { width: width - PAD.left - PAD.right, height: HEIGHT - PAD.top - PAD.bottom };
  const left = (x: number): number => PAD.left + shareIn(shown, x) * inner.width;
  const top = (y: number): number => PAD.top + (1 - shareIn(ys, y)) * inner.height;
  const path = (points: readonly Point[], first = "M"): string =>
    thinned(points, MOST_DRAWN)
      .map(
        (point, index) =>
          `${index ? "L" : first}${left(point.x).toFixed(1)} ${top(point.y).toFixed(1)}`,
      )
      .join("");
  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setAt(shown.low + ((x - PAD.left) / inner.width) * (shown.high - shown.low));
  };
  const longest = series.reduce((a, b) => (b.points.length > a.points.length ? b : a));
  const here = at === null ? null : nearest(longest.points, at);
  const last = longest.points.at(-1);
  const shownX = here?.x ?? last?.x ?? 0;
  const ticks = isOne
    ? [xs.low]
    : axis.ticks(xs.low, xs.high, Math.max(2, Math.floor(inner.width / 90)));
  return (
    <div ref={host} className="flex flex-col gap-2">
      <svg
        data-chart=""
        role="img"
        aria-label={m.chart_said({
          title,
          values: series.map((each) => `${each.name} ${valueAt(each, shownX)}`).join(", "),
        })}
        width={width}
        height={HEIGHT}
        className="numeric block max-w-full"
        onPointerMove={onMove}
        onPointerLeave={() => setAt(null)}
      >
        {ticksOf(ys, 5).map((tick) => (
          <g key={tick}>
            <line
              x1={PAD.left}
              x2={width - PAD.right}
              y1={top(tick)}
              y2={top(tick)}
              className="stroke-line"
            />
            <text
              x={PAD.left - 8}
              y={top(tick) + 4}
              textAnchor="end"
              className="fill-muted text-12"
            >
              {formatFigure(tick)}
            </text>
          </g>
        ))}
        {ticks.map((tick) => (
          <text
            key={tick}
            x={left(tick)}
            y={HEIGHT - 8}
            textAnchor={left(tick) > width - 40 ? "end" : "middle"}
            className="fill-muted text-12"
          >
            {axis.text(tick)}
          </text>
        ))}
        {here && (
          <line
            x1={left(here.x)}
            x2={left(here.x)}
            y1={PAD.top}
            y2={HEIGHT - PAD.bottom}
            className="stroke-control"
          />
        )}
        {band && (
          <g className={lookOf(0)[0]}>
            {isOne ? (
              <line
                x1={left(xs.low)}
                x2={left(xs.low)}
                y1={top(band.low.points[0]?.y ?? 0)}
                y2={top(band.high.points[0]?.y ?? 0)}
                stroke="currentColor"
                strokeWidth="8"
                strokeOpacity="0.22"
              />
            ) : (
              <path
                d={`${path(band.high.points)}${path([...band.low.points].reverse(), "L")}Z`}
                fill="currentColor"
                fillOpacity="0.22"
              />
            )}
          </g>
        )}
        {series.map((each, index) => {
          const [colour, dash] = lookOf(index);
          const spot = here ? nearest(each.points, here.x) : each.points.at(-1);
          return (
            <g key={each.key} className={colour}>
              <path
                d={path(each.points)}
                fill="none"
                stroke="currentColor"
                strokeWidth="1.75"
                strokeLinejoin="round"
                strokeDasharray={dash}
              />
              {spot && <circle cx={left(spot.x)} cy={top(spot.y)} r="3.25" fill="currentColor" />}
            </g>
          );
        })}
      </svg>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-12">
        <li className="numeric text-muted">
          {xName} <span className="font-medium text-text">{axis.text(shownX)}</span>
        </li>
        {series.map((each, index) => {
          const [colour, dash] = lookOf(index);
          return (
            <li key={each.key} className="flex items-center gap-1.5 text-muted">
              <svg
                aria-hidden="true"
                data-legend={each.name}
                data-dash={dash}
                width="22"
                height="8"
                className={colour}
              >
                <line
                  x2="22"
                  y1="4"
                  y2="4"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={dash}
                />
              </svg>
              {each.name}
              <span className="numeric font-medium text-text">{valueAt(each, shownX)}</span>
            </li>
          );
        })}
        {band && (
          <li className="flex items-center gap-1.5 text-muted">
            <svg
              aria-hidden="true"
              data-legend={band.name}
              width="22"
              height="10"
              className={lookOf(0)[0]}
            >
              <rect width="22" height="10" rx="2" fill="currentColor" fillOpacity="0.22" />
            </svg>
            {band.name}
            <span className="numeric font-medium text-text">
              {valueAt(band.low, shownX)}–{valueAt(band.high, shownX)}
            </span>
          </li>
        )}
      </ul>
    </div>
  );
};
