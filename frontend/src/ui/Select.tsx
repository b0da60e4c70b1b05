/** A choice among a few. `null` as a key stands for none. */
import { Check, ChevronDown } from "lucide-react";
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from "react-aria-components";
import { cx } from "./cx";
import { inputClass } from "./field";

export interface Choice<Key extends string> {
  readonly key: Key;
  readonly text: string;
  readonly detail?: string;
}

interface SelectProps<Key extends string> {
  readonly label: string;
  /** Hides the label from sight, not from assistive technology. */
  readonly isLabelHidden?: boolean;
  readonly help?: string;
  readonly choices: readonly Choice<Key>[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
  readonly isDisabled?: boolean;
  readonly size?: "dense" | "default";
  readonly className?: string;
}

export const Select = <Key extends string>({
  label,
  isLabelHidden = false,
  help,
  choices,
  value,
  onChange,
  isDisabled = false,
  size = "default",
  className,
}: SelectProps<Key>) => (
  <AriaSelect
    value={value}
    onChange={(key) => onChange(key as Key)}
    isDisabled={isDisabled}
    className={cx("flex min-w-0 flex-col gap-1.5", className)}
  >
    <Label className={isLabelHidden ? "sr-only" : "text-13 font-medium"}>{label}</Label>
    <Button
      className={cx(
        inputClass,
        "focus-ring flex cursor-pointer items-center justify-between gap-2 text-left",
        size === "dense" ? "h-(--control-height-dense) text-13" : "h-(--control-height)",
      )}
    >
      <SelectValue className="truncate">{({ selectedText }) => selectedText}</SelectValue>
      <ChevronDown aria-hidden size={14} className="shrink-0 text-muted" />
    </Button>
    {help && (
      <Text slot="description" className="text-12 text-muted">
        {help}
      </Text>
    )}
    <Popover className="animate-appear max-h-80 min-w-(--trigger-width) overflow-auto rounded-md border border-line bg-raised p-1 shadow-overlay">
      <ListBox
        items={choices.map((choice) => ({ ...choice, id: choice.key }))}
        className="outline-none"
      >
        {(choice) => (
          <ListBoxItem
            id={choice.id}
            textValue={choice.text}
            className="group flex min-h-(--control-height-dense) cursor-pointer items-center gap-2 rounded-sm py-1 pr-3 pl-2 text-13 outline-none data-focused:bg-hover"
          >
            <Check
              aria-hidden
              size={14}
              className="shrink-0 text-accent opacity-0 group-data-selected:opacity-100"
            />
            <span className="flex flex-col">
              <Text slot="label">{choice.text}</Text>
              {choice.detail && (
                <Text slot="description" className="text-12 text-muted">
                  {choice.detail}
                </Text>
              )}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaSelect>
);
