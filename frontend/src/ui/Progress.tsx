/** How far a piece of work is. */
import { Label, ProgressBar } from "react-aria-components";
import { cx } from "./cx";

interface ProgressProps {
  readonly label: string;
  /** Between 0 and 1; null when it is not known. */
  readonly value: number | null;
  readonly isLabelHidden?: boolean;
  readonly className?: string;
}

export const Progress = ({ label, value, isLabelHidden = false, className }: ProgressProps) => (
  <ProgressBar
    value={(value ?? 0) * 100}
    isIndeterminate={value === null}
    className={cx("flex flex-col gap-1", className)}
  >
    {({ percentage, valueText }) => (
      <>
        <span className={isLabelHidden ? "sr-only" : "flex justify-between text-12 text-muted"}>
          <Label>{label}</Label>
          <span className="numeric">{value === null ? "" : valueText}</span>
        </span>
        <svg aria-hidden="true" className="h-1.5 w-full overflow-hidden rounded-full bg-pressed">
          <rect
            height="100%"
            rx="3"
            width={`${percentage ?? 40}%`}
            className={cx("fill-accent", value === null && "animate-breathe")}
          />
        </svg>
      </>
    )}
  </ProgressBar>
);
