/** A slider with its value beside it: a pointer drags it, arrow keys step it. */
import { useId } from "react";

interface RangeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly text: string;
  readonly onChange: (value: number) => void;
}

export const RangeField = ({ label, value, low, high, step, text, onChange }: RangeFieldProps) => {
  const id = useId();
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3">
      <label htmlFor={id} className="text-13">
        {label}
      </label>
      <output htmlFor={id} className="numeric text-12 text-muted">
        {text}
      </output>
      <input
        id={id}
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="focus-ring col-span-2 h-6 w-full cursor-pointer accent-(--accent) pointer-coarse:h-11"
      />
    </div>
  );
};
