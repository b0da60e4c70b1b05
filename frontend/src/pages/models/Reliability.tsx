/** Whether odds mean what they say: of the videos given 80 %, are 80 % generated? */

import type { ReliabilityBin } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { ChartFrame } from "@/ui/ChartFrame";
import type { Numbers } from "@/ui/chart-table";
import { Panel } from "@/ui/Panel";

const SIDE = 280;
const PAD = { left: 44, bottom: 40, top: 10, right: 22 } as const;
const INNER = { width: SIDE - PAD.left - PAD.right, height: SIDE - PAD.top - PAD.bottom } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

const left = (share: number): number => PAD.left + share * INNER.width;
const top = (share: number): number => PAD.top + (1 - share) * INNER.height;

interface ReliabilityProps {
  readonly bins: readonly ReliabilityBin[];
}

export const Reliability = ({ bins }: ReliabilityProps) => {
  const filled = bins.filter((bin) => bin.count > 0);
  return (
    <Panel title={m.models_reliability_title()}>
      <div className="flex flex-col gap-3 p-4">
        <ChartFrame
          title={m.models_reliability_title()}
          numbers={numbersOf(filled)}
          empty={m.models_breakdown_none()}
        >
          <Diagram bins={filled} />
        </ChartFrame>
        <p className="text-12 text-muted">{m.models_reliability_text()}</p>
      </div>
    </Panel>
  );
};

const percent = (value: number | null): number | null =>
  value === null ? null : Math.round(1000 * value) / 10;

const numbersOf = (bins: readonly ReliabilityBin[]): Numbers => ({
  head: [m.models_reliability_x(), m.models_reliability_y(), m.nav_videos()],
  rows: bins.map((bin) => ({
    key: String(bin.low),
    cells: [percent(bin.confidence), percent(bin.accuracy), bin.count],
  })),
});

const Diagram = ({ bins }: ReliabilityProps) => {
  const most = Math.max(...bins.map((bin) => bin.count));
  return (
    <svg
      data-chart=""
      role="img"
      aria-label={m.models_reliability_said()}
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      className="numeric mx-auto w-full max-w-80"
    >
      {TICKS.map((tick) => (
        <g key={tick} className="fill-muted text-[11px]">
          <line x1={left(0)} x2={left(1)} y1={top(tick)} y2={top(tick)} className="stroke-line" />
          <text x={PAD.left - 6} y={top(tick) + 4} textAnchor="end">
            {formatShare(tick)}
          </text>
          <text x={left(tick)} y={SIDE - PAD.bottom + 16} textAnchor="middle">
            {formatShare(tick)}
          </text>
        </g>
      ))}
      <text x={left(0.5)} y={SIDE - 6} textAnchor="middle" className="fill-muted text-[11px]">
        {m.models_reliability_x()}
      </text>
      <line
        x1={left(0)}
        y1={top(0)}
        x2={left(1)}
        y2={top(1)}
        className="stroke-control"
        strokeDasharray="4 4"
      />
      {bins.map((bin) => {
        const x = bin.confidence ?? (bin.low + bin.high) / 2;
        const y = bin.accuracy ?? 0;
        return (
          <g key={bin.low} className="text-accent">
            <line
              x1={left(x)}
              x2={left(x)}
              y1={top(x)}
              y2={top(y)}
              stroke="currentColor"
              strokeWidth="2"
            />
            <circle
              cx={left(x)}
              cy={top(y)}
              r={3 + 5 * Math.sqrt(bin.count / most)}
              fill="currentColor"
              className="stroke-panel"
              strokeWidth="1.5"
            >
              <title>{binText(bin)}</title>
            </circle>
          </g>
        );
      })}
    </svg>
  );
};

const share = (value: number | null): string => (value === null ? "–" : formatShare(value));

const binText = (bin: ReliabilityBin): string =>
  m.models_reliability_bin({
    said: share(bin.confidence),
    found: share(bin.accuracy),
    count: formatNumber(bin.count),
  });
