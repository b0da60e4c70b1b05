/** A difference with an arrow in its direction and a colour that says whether that is good. */
import { ArrowDown, ArrowUp } from "lucide-react";
import { m } from "@/i18n";
import { formatTenth } from "@/i18n/format";
import { cx } from "@/ui/cx";
import { type Figure, verdictOn } from "./figures";

interface DifferenceProps {
  readonly figure: Figure;
  /** In hundredths; null where one of the two is not defined. */
  readonly by: number | null;
}

export const Difference = ({ figure, by }: DifferenceProps) => {
  if (by === null) return "–";
  const verdict = verdictOn(figure, by);
  if (verdict === "alike") return <span className="text-muted">±0</span>;
  const Arrow = by > 0 ? ArrowUp : ArrowDown;
  return (
    <span
      className={cx(
        "inline-flex items-center gap-0.5 whitespace-nowrap",
        verdict === "better" ? "text-good" : "text-bad",
      )}
    >
      <Arrow aria-hidden size={12} />
      {formatTenth(Math.abs(by))}{" "}
      <span className="sr-only">
        {verdict === "better" ? m.models_is_better() : m.models_is_worse()}
      </span>
    </span>
  );
};
