/** A small whole number, by typing or by the arrow keys. */
import { Input, Label, NumberField } from "react-aria-components";
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/field";

interface CompactNumberProps {
  readonly label: string;
  readonly value: number;
  readonly minValue: number;
  readonly maxValue: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

export const CompactNumber = ({ label, onChange, ...rest }: CompactNumberProps) => (
  <NumberField
    {...rest}
    step={1}
    formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
    onChange={(value) => Number.isFinite(value) && onChange(value)}
    className="flex min-w-0 flex-col gap-1"
  >
    <Label className="truncate text-12 text-muted">{label}</Label>
    <Input className={cx(inputClass, "numeric h-(--control-height-dense) px-2 text-13")} />
  </NumberField>
);
