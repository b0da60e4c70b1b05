/** On or off, with effect when the form is saved or at once. */
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components";
import { cx } from "./cx";

interface SwitchProps extends Omit<AriaSwitchProps, "className" | "children" | "style"> {
  readonly label: string;
  readonly help?: string;
  readonly className?: string;
}

export const Switch = ({ label, help, className, ...rest }: SwitchProps) => (
  <AriaSwitch
    {...rest}
    className={cx(
      "group flex cursor-pointer items-start gap-3 data-disabled:opacity-50",
      className,
    )}
  >
    <span className="mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-field p-0.5 transition-colors group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent group-data-selected:border-accent group-data-selected:bg-accent">
      <span className="size-3.5 rounded-full bg-muted transition-transform group-data-selected:translate-x-4 group-data-selected:bg-on-accent" />
    </span>
    <span className="flex flex-col gap-0.5">
      <span className="text-14">{label}</span>
      {help && <span className="text-12 text-muted">{help}</span>}
    </span>
  </AriaSwitch>
);
