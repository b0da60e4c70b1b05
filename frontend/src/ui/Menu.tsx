/** Menus that drop from a button. */
import type { LucideIcon } from "lucide-react";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
} from "react-aria-components";
import { cx } from "./cx";

interface MenuProps {
  /** The react-aria button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly placement?: NonNullable<PopoverProps["placement"]>;
  readonly children: ReactNode;
}

export const Menu = ({ trigger, label, placement = "bottom start", children }: MenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover
      placement={placement}
      className="animate-appear min-w-52 overflow-auto rounded-md border border-line bg-raised p-1 shadow-overlay"
    >
      <AriaMenu aria-label={label} className="outline-none">
        {children}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);

const ITEM =
  "group flex min-h-(--control-height-dense) cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1 text-13 outline-none data-focused:bg-hover data-disabled:opacity-45";

interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly text: string;
  readonly detail?: string;
  readonly tone?: "danger";
  readonly isDisabled?: boolean;
  readonly onAction: () => void;
}

export const MenuItem = ({
  icon: Icon,
  text,
  detail,
  tone,
  isDisabled = false,
  onAction,
}: MenuItemProps) => (
  <AriaMenuItem
    textValue={text}
    isDisabled={isDisabled}
    onAction={onAction}
    className={cx(ITEM, tone === "danger" && "text-bad")}
  >
    {Icon && <Icon aria-hidden size={15} className={cx("shrink-0", !tone && "text-muted")} />}
    <span className="flex-1">{text}</span>
    {detail && <span className="text-12 text-muted">{detail}</span>}
  </AriaMenuItem>
);

interface MenuChoiceProps<Key extends string> {
  readonly title: string;
  readonly choices: readonly { readonly key: Key; readonly text: string; readonly lang?: string }[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
}

/** A section of a menu in which exactly one item is chosen. */
export const MenuChoice = <Key extends string>({
  title,
  choices,
  value,
  onChange,
}: MenuChoiceProps<Key>) => (
  <AriaMenuSection
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      if (keys === "all") return;
      const [key] = keys;
      if (key !== undefined) onChange(key as Key);
    }}
  >
    <Header className="px-2 pt-2 pb-1 text-12 text-muted">{title}</Header>
    {choices.map((choice) => (
      <AriaMenuItem key={choice.key} id={choice.key} textValue={choice.text} className={ITEM}>
        <Check
          aria-hidden
          size={15}
          className="shrink-0 text-accent opacity-0 group-data-selected:opacity-100"
        />
        <span lang={choice.lang}>{choice.text}</span>
      </AriaMenuItem>
    ))}
  </AriaMenuSection>
);

export const MenuSeparator = () => <Separator className="-mx-1 my-1 h-px border-0 bg-line" />;
