/** The nine categories by digit, and further ones for flaws that are several things at once. */
import { useState } from "react";
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { CategoryChip } from "@/canvas/CategoryChip";
import type { Trace } from "@/domain/document";
import type { Category } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { categoryOf, LOOKS } from "@/store/categories";
import { setCategory, toggleAlso } from "@/store/edits";
import { cx } from "@/ui/cx";
import { useDesk } from "./context";

interface CategoryPickerProps {
  readonly trace: Trace;
  readonly isLocked: boolean;
}

const CHOICE =
  "focus-ring flex min-w-0 cursor-pointer items-center gap-1.5 rounded-md border border-transparent p-1 text-left text-12 hover:bg-hover data-disabled:cursor-default data-selected:border-accent data-selected:bg-accent-soft";

export const CategoryPicker = ({ trace, isLocked }: CategoryPickerProps) => {
  const { editor } = useDesk();
  const [isAlsoOpen, setAlsoOpen] = useState(trace.also.length > 0);
  return (
    <div id="category" className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between">
        <span className="text-13 font-medium">{m.editor_category()}</span>
        <AriaButton
          className="focus-ring cursor-pointer rounded-sm text-12 text-accent-text hover:underline"
          aria-expanded={isAlsoOpen}
          onPress={() => setAlsoOpen(!isAlsoOpen)}
        >
          {m.editor_also_toggle()}
        </AriaButton>
      </div>
      <ToggleButtonGroup
        aria-label={m.editor_category()}
        selectionMode="single"
        disallowEmptySelection={trace.category !== null}
        selectedKeys={trace.category ? [trace.category] : []}
        isDisabled={isLocked}
        onSelectionChange={(keys) => {
          const [key] = keys;
          if (key) editor.edit(setCategory(trace.id, key as Category));
        }}
        className="-mx-1 grid grid-cols-2 gap-0.5"
      >
        {LOOKS.map(({ slug, name }) => (
          <ToggleButton key={slug} id={slug ?? ""} className={CHOICE}>
            <CategoryChip category={slug} />
            <span className="leading-tight">{name()}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {isAlsoOpen && <Also trace={trace} isLocked={isLocked} />}
    </div>
  );
};

const Also = ({ trace, isLocked }: CategoryPickerProps) => {
  const { editor } = useDesk();
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken p-2">
      <span className="text-12 text-muted">{m.editor_also()}</span>
      <div className="flex flex-wrap gap-1">
        {LOOKS.filter(({ slug }) => slug !== trace.category).map(({ slug }) => {
          if (!slug) return null;
          const isOn = trace.also.includes(slug);
          return (
            <ToggleButton
              key={slug}
              aria-label={categoryOf(slug).name()}
              isSelected={isOn}
              isDisabled={isLocked}
              onChange={() => editor.edit(toggleAlso(trace.id, slug))}
              className={cx(
                "focus-ring cursor-pointer rounded-md border-2 border-transparent data-selected:border-accent",
                !isOn && "opacity-60",
              )}
            >
              <CategoryChip category={slug} />
            </ToggleButton>
          );
        })}
      </div>
    </div>
  );
};
