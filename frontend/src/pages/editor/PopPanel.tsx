/** A button that opens a small panel of settings beside it; Escape and a press outside close it. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { IconButton } from "@/ui/Button";

interface PopPanelProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Something in it differs from the usual: the button says so. */
  readonly isActive?: boolean;
  readonly children: ReactNode;
}

export const PopPanel = ({ icon, label, isActive = false, children }: PopPanelProps) => (
  <DialogTrigger>
    <IconButton
      icon={icon}
      label={label}
      className={isActive ? "bg-accent-soft text-accent-text!" : ""}
    />
    <Popover
      placement="top"
      className="animate-appear w-72 overflow-auto rounded-md border border-line bg-raised p-4 shadow-overlay"
    >
      <Dialog aria-label={label} className="flex flex-col gap-3 outline-none">
        {children}
      </Dialog>
    </Popover>
  </DialogTrigger>
);
