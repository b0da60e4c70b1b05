import { Check } from "lucide-react";
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from "react-aria-components";
import { cx } from "./cx";

interface CheckboxProps extends Omit<AriaCheckboxProps, "className" | "children" | "style"> {
  readonly label: string;
  readonly help?: string;
  readonly className?: string;
}

export const Checkbox = ({ label, help, className, ...rest }: CheckboxProps) => (
  <AriaCheckbox
    {...rest}
    className={cx(
      "group flex cursor-pointer items-start gap-2.5 data-disabled:opacity-50",
      className,
    )}
  >
    <span className="mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-control bg-field text-on-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent group-data-selected:border-accent group-data-selected:bg-accent">
      <Check
        aria-hidden
        size={13}
        strokeWidth={3}
        className="opacity-0 group-data-selected:opacity-100"
      />
    </span>
    <span className="flex flex-col gap-0.5">
      <span className="text-14">{label}</span>
      {help && <span className="text-12 text-muted">{help}</span>}
    </span>
  </AriaCheckbox>
);
