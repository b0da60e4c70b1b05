/** Whether odds mean what they say: of the videos given 80 %, are 80 % generated? */

import { useState } from "react";
import type { ReliabilityBin } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { Panel } from "@/ui/Panel";
import { Segmented } from "@/ui/Segmented";

type Form = "chart" | "table";

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
  const [form, setForm] = useState<Form>("chart");
  const filled = bins.filter((bin) => bin.count > 0);
  return (
    <Panel
      title={m.models_reliability_title()}
      aside={
        filled.length > 0 && (
          <Segmented<Form>
            label={m.chart_form({ title: m.models_reliability_title() })}
            choices={[
              { key: "chart", text: m.chart_lines() },
              { key: "table", text: m.chart_table() },
            ]}
            value={form}
            onChange={setForm}
          />
        )
      }
    >
      <div className="flex flex-col gap-3 p-4">
        {filled.length === 0 ? (
          <p className="text-13 text-muted">{m.models_breakdown_none()}</p>
        ) : form === "chart" ? (
          <Diagram bins={filled} />
        ) : (
          <Numbers bins={filled} />
        )}
        <p className="text-12 text-muted">{m.models_reliability_text()}</p>
      </div>
    </Panel>
  );
};

const Diagram = ({ bins }: ReliabilityProps) => {
  const most = Math.max(...bins.map((bin) => bin.count));
  return (
    <svg
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

const Numbers = ({ bins }: ReliabilityProps) => (
  <table aria-label={m.models_reliability_title()} className="numeric w-full text-13">
    <thead>
      <tr className="border-b border-line text-12 text-muted">
        <th scope="col" className="py-1.5 text-left font-medium">
          {m.models_reliability_x()}
        </th>
        <th scope="col" className="py-1.5 text-right font-medium">
          {m.models_reliability_y()}
        </th>
        <th scope="col" className="py-1.5 text-right font-medium">
          {m.nav_videos()}
        </th>
      </tr>
    </thead>
    <tbody>
      {bins.map((bin) => (
        <tr key={bin.low} className="border-b border-line last:border-0">
          <td className="py-1.5">{share(bin.confidence)}</td>
          <td className="py-1.5 text-right">{share(bin.accuracy)}</td>
          <td className="py-1.5 text-right">{formatNumber(bin.count)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
