/** One line or several lines of text. */
import type { ReactNode } from "react";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
  TextArea,
} from "react-aria-components";
import { cx } from "./cx";
import { FieldFrame, inputClass } from "./field";

interface TextFieldProps extends Omit<AriaTextFieldProps, "className" | "children" | "style"> {
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with the value; empty or absent means nothing is. */
  readonly error?: string | undefined;
  readonly aside?: ReactNode;
  readonly placeholder?: string;
  /** More than one makes a text area of that many lines. */
  readonly rows?: number;
  readonly className?: string;
}

export const TextField = ({
  label,
  help,
  error,
  aside,
  placeholder,
  rows = 1,
  className,
  ...rest
}: TextFieldProps) => {
  const hint = placeholder === undefined ? {} : { placeholder };
  return (
    <AriaTextField
      {...rest}
      // Native validation would hold the form back until the server has taken its word back.
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      className={cx("flex flex-col gap-1.5", className)}
    >
      <FieldFrame label={label} help={help} error={error} aside={aside}>
        {rows > 1 ? (
          <TextArea {...hint} rows={rows} className={cx(inputClass, "resize-y py-2")} />
        ) : (
          <Input {...hint} className={cx(inputClass, "h-(--control-height)")} />
        )}
      </FieldFrame>
    </AriaTextField>
  );
};
