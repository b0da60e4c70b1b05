/** Lines over a common axis, drawn by hand: told apart by colour and dash, and readable as a table. */
import { type PointerEvent, useRef, useState } from "react";
import { m } from "@/i18n";
import { formatFigure } from "@/i18n/format";
import { useScope } from "@/lib/useScope";
import { ChartTable, type Series, valueAt } from "./ChartTable";
import { nearest, type Point, rangeOf, shareIn, thinned, ticksOf } from "./chart-scale";
import { Segmented } from "./Segmented";

interface LineChartProps {
  readonly title: string;
  readonly xName: string;
  readonly series: readonly Series[];
  /** Shown while there is no point. */
  readonly empty: string;
}

type Form = "chart" | "table";

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

export const LineChart = ({ title, xName, series, empty }: LineChartProps) => {
  const [form, setForm] = useState<Form>("chart");
  const isEmpty = series.every(({ points }) => points.length === 0);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-13 font-medium">{title}</span>
        {!isEmpty && (
          <Segmented<Form>
            label={m.chart_form({ title })}
            choices={[
              { key: "chart", text: m.chart_lines() },
              { key: "table", text: m.chart_table() },
            ]}
            value={form}
            onChange={setForm}
          />
        )}
      </figcaption>
      {isEmpty ? (
        <p className="flex h-40 items-center justify-center rounded-md border border-line border-dashed text-13 text-muted">
          {empty}
        </p>
      ) : form === "chart" ? (
        <Lines title={title} xName={xName} series={series} />
      ) : (
        <ChartTable title={title} xName={xName} series={series} />
      )}
    </figure>
  );
};

type DrawnProps = Omit<LineChartProps, "empty">;

const Lines = ({ title, xName, series }: DrawnProps) => {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  const [at, setAt] = useState<number | null>(null);
  useScope((scope) => {
    const node = host.current;
    if (!node) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(240, node.clientWidth)));
    observer.observe(node);
    scope.defer(() => observer.disconnect());
  }, []);
  const all = series.flatMap(({ points }) => points);
  const ys = rangeOf(all.map((point) => point.y)) ?? { low: 0, high: 1 };
  const xs = { low: Math.min(...all.map((p) => p.x)), high: Math.max(...all.map((p) => p.x)) };
  if (xs.low === xs.high) xs.high = xs.low + 1;
  const inner = { width: width - PAD.left - PAD.right, height: HEIGHT - PAD.top - PAD.bottom };
  const left = (x: number): number => PAD.left + shareIn(xs, x) * inner.width;
  const top = (y: number): number => PAD.top + (1 - shareIn(ys, y)) * inner.height;
  const path = (points: readonly Point[]): string =>
    thinned(points, MOST_DRAWN)
      .map(
        (point, index) =>
          `${index ? "L" : "M"}${left(point.x).toFixed(1)} ${top(point.y).toFixed(1)}`,
      )
      .join("");
  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setAt(xs.low + ((x - PAD.left) / inner.width) * (xs.high - xs.low));
  };
  const longest = series.reduce((a, b) => (b.points.length > a.points.length ? b : a));
  const here = at === null ? null : nearest(longest.points, at);
  const last = longest.points.at(-1);
  const shownX = here?.x ?? last?.x ?? 0;
  return (
    <div ref={host} className="flex flex-col gap-2">
      <svg
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
        {ticksOf(xs, Math.max(2, Math.floor(inner.width / 90))).map((tick) => (
          <text
            key={tick}
            x={left(tick)}
            y={HEIGHT - 8}
            textAnchor={left(tick) > width - 40 ? "end" : "middle"}
            className="fill-muted text-12"
          >
            {formatFigure(tick)}
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
          {xName} <span className="font-medium text-text">{formatFigure(shownX)}</span>
        </li>
        {series.map((each, index) => {
          const [colour, dash] = lookOf(index);
          return (
            <li key={each.key} className="flex items-center gap-1.5 text-muted">
              <svg aria-hidden="true" width="22" height="8" className={colour}>
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
      </ul>
    </div>
  );
};
