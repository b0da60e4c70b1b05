/** A choice among a few that need a sentence each. */
import { Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "./cx";
import type { Choice } from "./Select";

interface RadioCardsProps<Key extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Key>[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
  readonly className?: string;
}

export const RadioCards = <Key extends string>({
  label,
  choices,
  value,
  onChange,
  className,
}: RadioCardsProps<Key>) => (
  <RadioGroup
    value={value}
    onChange={(key) => onChange(key as Key)}
    className={cx("flex flex-col gap-1.5", className)}
  >
    <Label className="text-13 font-medium">{label}</Label>
    <div className="grid gap-2">
      {choices.map((choice) => (
        <Radio
          key={choice.key}
          value={choice.key}
          className="focus-ring group flex cursor-pointer items-start gap-3 rounded-md border border-line bg-panel p-3 hover:border-control data-selected:border-accent data-selected:bg-accent-soft"
        >
          <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-field group-data-selected:border-accent group-data-selected:bg-accent">
            <span className="size-1.5 rounded-full group-data-selected:bg-on-accent" />
          </span>
          <span className="flex flex-col gap-0.5">
            <span className="text-14 font-medium">{choice.text}</span>
            {choice.detail && <span className="text-13 text-muted">{choice.detail}</span>}
          </span>
        </Radio>
      ))}
    </div>
  </RadioGroup>
);
