/** A few words on hover and on keyboard focus. */
import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";

interface TooltipProps {
  readonly text: string;
  /** A react-aria control: it gives the tooltip its anchor. */
  readonly children: ReactElement;
}

export const Tooltip = ({ text, children }: TooltipProps) => (
  <TooltipTrigger delay={500} closeDelay={80}>
    {children}
    <AriaTooltip
      offset={6}
      className="animate-fade max-w-72 rounded-sm bg-text px-2 py-1 text-12 text-bg shadow-raised"
    >
      {text}
    </AriaTooltip>
  </TooltipTrigger>
);
