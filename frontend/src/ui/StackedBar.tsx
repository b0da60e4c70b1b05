/** Parts of a whole, each with its name and number beside its colour. */
import { formatNumber } from "@/i18n/format";
import { cx } from "./cx";

export interface Part {
  readonly key: string;
  readonly text: string;
  readonly count: number;
  /** A class that sets `color`, such as `text-good`. */
  readonly colour: string;
}

interface StackedBarProps {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly hasLegend?: boolean;
}

export const StackedBar = ({ label, parts, hasLegend = true }: StackedBarProps) => {
  const whole = parts.reduce((sum, part) => sum + part.count, 0);
  let drawn = 0;
  return (
    <div className="flex flex-col gap-2.5">
      <svg
        role="img"
        aria-label={`${label}: ${parts.map((part) => `${part.text} ${formatNumber(part.count)}`).join(", ")}`}
        className="h-2 w-full rounded-full bg-pressed"
        preserveAspectRatio="none"
        viewBox="0 0 100 1"
      >
        {whole > 0 &&
          parts.map((part) => {
            const width = (part.count / whole) * 100;
            const x = drawn;
            drawn += width;
            return (
              <rect
                key={part.key}
                x={x}
                width={Math.max(0, width - (drawn < 99.9 ? 0.4 : 0))}
                height="1"
                className={cx("fill-current", part.colour)}
              />
            );
          })}
      </svg>
      {hasLegend && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
          {parts.map((part) => (
            <li key={part.key} className="flex items-center gap-1.5">
              <svg aria-hidden="true" width="8" height="8" className={part.colour}>
                <rect width="8" height="8" rx="2" fill="currentColor" />
              </svg>
              {part.text}
              <span className="numeric font-medium text-text">{formatNumber(part.count)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
