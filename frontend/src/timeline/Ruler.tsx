/** The ruler: frames above, seconds below, and flags where a reviewer left a comment. */

import { type FrameTable, frameCount } from "@/domain/timeline";
import { formatSeconds } from "@/i18n/format";
import { frameTicks, type Scale, secondTicks, xOf } from "./scale";

export const RULER_HEIGHT = 36;

/** Where a comment points; one that was dealt with is hollow. */
export interface Flag {
  readonly id: number;
  readonly frame: number;
  readonly isDone: boolean;
}

interface RulerProps {
  readonly scale: Scale;
  readonly width: number;
  readonly table: FrameTable;
  readonly starts: readonly number[];
  readonly flags: readonly Flag[];
}

export const Ruler = ({ scale, width, table, starts, flags }: RulerProps) => (
  <svg aria-hidden="true" width="100%" height={RULER_HEIGHT} className="block">
    {frameTicks(scale, width, frameCount(table)).map(({ frame, labelled }) => {
      const x = xOf(scale, frame);
      return (
        <g key={frame}>
          <line
            className="timeline-tick"
            data-labelled={labelled}
            x1={x}
            x2={x}
            y1={labelled ? 4 : 13}
            y2={18}
          />
          {labelled && x < width - 20 && (
            <text className="timeline-number" x={x + 4} y={13}>
              {frame}
            </text>
          )}
        </g>
      );
    })}
    {secondTicks(scale, width, starts).map(({ seconds, x }) => (
      <g key={seconds}>
        <line className="timeline-tick" x1={x} x2={x} y1={20} y2={26} />
        {x < width - 28 && (
          <text className="timeline-second" x={x + 4} y={32}>
            {formatSeconds(seconds)}
          </text>
        )}
      </g>
    ))}
    {flags.map(({ id, frame, isDone }) => (
      <path
        key={id}
        data-flag={isDone ? "done" : "waiting"}
        d="M0 0h9l-3 3.5 3 3.5h-7.5v11h-1.5z"
        transform={`translate(${xOf(scale, frame)} 0)`}
        fill={isDone ? "var(--panel)" : "var(--warn)"}
        stroke={isDone ? "var(--muted)" : "none"}
      />
    ))}
  </svg>
);
