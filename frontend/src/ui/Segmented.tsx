/** One of two to five, all in sight. */
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { Choice } from "./Select";

interface SegmentedProps<Key extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Key>[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
}

export const Segmented = <Key extends string>({
  label,
  choices,
  value,
  onChange,
}: SegmentedProps<Key>) => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const [key] = keys;
      if (key !== undefined) onChange(key as Key);
    }}
    className="inline-flex flex-wrap gap-0.5 rounded-md border border-line bg-sunken p-0.5"
  >
    {choices.map((choice) => (
      <ToggleButton
        key={choice.key}
        id={choice.key}
        className="focus-ring h-6.5 cursor-pointer rounded-sm px-2.5 text-13 text-muted hover:text-text data-selected:bg-raised data-selected:font-medium data-selected:text-text data-selected:shadow-raised pointer-coarse:h-10"
      >
        {choice.text}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
