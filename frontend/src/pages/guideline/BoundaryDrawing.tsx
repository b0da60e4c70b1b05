/** Twelve frames in a row, of which the trace holds some: the first noticed to the last seen. */
import { m } from "@/i18n";

const FRAMES = 12;
const FIRST = 4;
const LAST = 8;
const CELL = 40;

export const BoundaryDrawing = () => (
  <svg
    role="img"
    aria-label={m.rules_boundary_drawing()}
    viewBox={`0 0 ${FRAMES * CELL} 78`}
    className="block w-full max-w-170"
  >
    {Array.from({ length: FRAMES }, (_, frame) => {
      const isInside = frame >= FIRST && frame <= LAST;
      // Faint where it can be found by those who know, full where anybody sees it.
      const strength = frame === FIRST - 1 || frame === LAST + 1 ? 0.15 : isInside ? 1 : 0;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frame is its number.
        <g key={frame} transform={`translate(${frame * CELL} 0)`}>
          <rect
            x="2"
            y="2"
            width={CELL - 4}
            height="30"
            rx="4"
            fill={isInside ? "var(--accent-soft)" : "var(--panel)"}
            stroke={isInside ? "var(--accent)" : "var(--line)"}
            strokeWidth={isInside ? 2 : 1}
          />
          <path
            d="M12 23 L20 9 L28 23 Z"
            fill="none"
            stroke="var(--text)"
            strokeWidth="2"
            opacity={strength}
          />
          <text x={CELL / 2} y="46" textAnchor="middle" fontSize="11" fill="var(--muted)">
            {frame}
          </text>
        </g>
      );
    })}
    <path
      d={`M${FIRST * CELL + 2} 56 V62 H${(LAST + 1) * CELL - 2} V56`}
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2"
    />
    <text
      x={((FIRST + LAST + 1) / 2) * CELL}
      y="75"
      textAnchor="middle"
      fontSize="12"
      fill="var(--text)"
    >
      {m.rules_during()}
    </text>
    <text x={(FIRST / 2) * CELL} y="75" textAnchor="middle" fontSize="12" fill="var(--muted)">
      {m.rules_before()}
    </text>
    <text
      x={((LAST + 1 + FRAMES) / 2) * CELL}
      y="75"
      textAnchor="middle"
      fontSize="12"
      fill="var(--muted)"
    >
      {m.rules_after()}
    </text>
  </svg>
);
