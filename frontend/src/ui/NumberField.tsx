/** A number with steppers; arrow keys and the wheel step it too. */
import { Minus, Plus } from "lucide-react";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  Group,
  Input,
} from "react-aria-components";
import { cx } from "./cx";
import { FieldFrame } from "./field";

interface NumberFieldProps extends Omit<AriaNumberFieldProps, "className" | "children" | "style"> {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly className?: string;
}

const STEPPER =
  "flex w-8 shrink-0 cursor-pointer items-center justify-center text-muted hover:bg-hover hover:text-text data-disabled:opacity-40";

export const NumberField = ({ label, help, error, className, ...rest }: NumberFieldProps) => (
  <AriaNumberField
    {...rest}
    validationBehavior="aria"
    isInvalid={Boolean(error)}
    className={cx("flex flex-col gap-1.5", className)}
  >
    <FieldFrame label={label} help={help} error={error}>
      <Group className="flex h-(--control-height) w-36 overflow-hidden rounded-md border border-control bg-field data-focus-within:border-accent">
        <Button slot="decrement" className={STEPPER}>
          <Minus aria-hidden size={14} />
        </Button>
        <Input className="numeric w-full min-w-0 bg-transparent text-center text-14" />
        <Button slot="increment" className={STEPPER}>
          <Plus aria-hidden size={14} />
        </Button>
      </Group>
    </FieldFrame>
  </AriaNumberField>
);
