/** A small whole number, by typing, by the arrow keys or by its steppers. */
import { Minus, Plus } from "lucide-react";
import { Button, Group, Input, Label, NumberField } from "react-aria-components";

const STEPPER =
  "flex w-7 shrink-0 cursor-pointer items-center justify-center text-muted hover:bg-hover hover:text-text data-disabled:opacity-40 pointer-coarse:w-11";

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
    <Group className="flex h-(--control-height-dense) overflow-hidden rounded-md border border-control bg-field hover:border-muted data-focus-within:border-accent data-disabled:opacity-50">
      <Button slot="decrement" className={STEPPER}>
        <Minus aria-hidden size={12} />
      </Button>
      <Input className="numeric w-full min-w-0 bg-transparent text-center text-13" />
      <Button slot="increment" className={STEPPER}>
        <Plus aria-hidden size={12} />
      </Button>
    </Group>
  </NumberField>
);
