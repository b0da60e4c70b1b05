/** Buttons, and the look of a button for links. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { cx } from "./cx";
import { Spinner } from "./Spinner";
import { Tooltip } from "./Tooltip";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "dense" | "default" | "large";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary:
    "bg-accent text-on-accent hover:bg-accent-strong data-pressed:brightness-90 border border-transparent",
  secondary:
    "bg-panel text-text border border-control hover:bg-hover data-pressed:bg-pressed shadow-[0_1px_1px_#0000000d]",
  quiet: "text-text border border-transparent hover:bg-hover data-pressed:bg-pressed",
  danger: "text-bad border border-control bg-panel hover:bg-bad-soft data-pressed:brightness-90",
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  dense: "h-(--control-height-dense) px-2.5 text-13 gap-1.5 rounded-md",
  default: "h-(--control-height) px-3 text-14 gap-2 rounded-md",
  large: "h-(--control-height-large) px-5 text-14 gap-2 rounded-md",
};

/** The class names of a button, for a link that looks like one. */
export const buttonClass = (look: ButtonLook = "secondary", size: ButtonSize = "default"): string =>
  cx(
    "focus-ring inline-flex shrink-0 cursor-pointer items-center justify-center font-medium whitespace-nowrap transition-colors select-none",
    "data-disabled:cursor-not-allowed data-disabled:opacity-45 aria-disabled:opacity-45",
    LOOKS[look],
    SIZES[size],
  );

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "style"> {
  readonly look?: ButtonLook;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  readonly className?: string;
  readonly children: ReactNode;
}

export const Button = ({
  look = "secondary",
  size = "default",
  icon: Icon,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <AriaButton {...rest} className={cx(buttonClass(look, size), className)}>
    {rest.isPending ? (
      <Spinner size={16} />
    ) : (
      Icon && <Icon aria-hidden size={size === "large" ? 18 : 16} className="shrink-0" />
    )}
    {children}
  </AriaButton>
);

interface IconButtonProps extends Omit<AriaButtonProps, "className" | "children" | "style"> {
  readonly icon: LucideIcon;
  /** Its accessible name, shown as a tooltip too. */
  readonly label: string;
  readonly look?: ButtonLook;
  readonly size?: "dense" | "default";
  readonly className?: string;
}

export const IconButton = ({
  icon: Icon,
  label,
  look = "quiet",
  size = "default",
  className,
  ...rest
}: IconButtonProps) => (
  <Tooltip text={label}>
    <AriaButton
      {...rest}
      aria-label={label}
      className={cx(
        buttonClass(look, size),
        size === "dense" ? "w-(--control-height-dense)" : "w-(--control-height)",
        "px-0!",
        look === "quiet" && "text-muted hover:text-text",
        className,
      )}
    >
      <Icon aria-hidden size={16} />
    </AriaButton>
  </Tooltip>
);
