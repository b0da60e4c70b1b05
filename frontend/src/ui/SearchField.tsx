/** A search box that clears with Esc or its cross. */
import { Search, X } from "lucide-react";
import { SearchField as AriaSearchField, Button, Input, Label } from "react-aria-components";
import { cx } from "./cx";
import { inputClass } from "./field";

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

export const SearchField = ({
  label,
  placeholder,
  value,
  onChange,
  className,
}: SearchFieldProps) => (
  <AriaSearchField
    value={value}
    onChange={onChange}
    className={cx("group relative flex items-center", className)}
  >
    <Label className="sr-only">{label}</Label>
    <Search aria-hidden size={15} className="pointer-events-none absolute left-2.5 text-muted" />
    <Input
      placeholder={placeholder}
      className={cx(
        inputClass,
        "h-(--control-height) pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden",
      )}
    />
    <Button className="absolute right-1 flex size-6 cursor-pointer items-center justify-center rounded-sm text-muted group-data-empty:hidden hover:bg-hover hover:text-text">
      <X aria-hidden size={14} />
    </Button>
  </AriaSearchField>
);
