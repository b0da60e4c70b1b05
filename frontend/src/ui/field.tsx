/** The frame that every field shares: label, help, control, error. */
import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import { cx } from "./cx";

export const inputClass = cx(
  "w-full min-w-0 rounded-md border border-control bg-field px-2.5 text-14 text-text transition-colors",
  "hover:border-muted data-disabled:opacity-50 data-invalid:border-bad",
);

interface FieldFrameProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** Shown at the end of the label line, such as "optional". */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export const FieldFrame = ({ label, help, error, aside, children }: FieldFrameProps) => (
  <>
    <div className="flex items-baseline justify-between gap-2">
      <Label className="text-13 font-medium">{label}</Label>
      {aside && <span className="text-12 text-muted">{aside}</span>}
    </div>
    {children}
    {help && (
      <Text slot="description" className="text-12 text-muted">
        {help}
      </Text>
    )}
    <FieldError className="text-12 text-bad">{error}</FieldError>
  </>
);
