/** One card over the picture: a sentence, what can be done about it, and details below. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly tone?: "note" | "warn";
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export const Notice = ({ icon: Icon, text, tone = "note", actions, children }: NoticeProps) => (
  <div className="animate-appear pointer-events-auto max-w-160 rounded-md border border-line bg-raised py-2 pr-2 pl-3 text-13 shadow-overlay">
    <div className="flex items-center gap-3">
      <Icon
        aria-hidden
        size={18}
        className={cx("shrink-0", tone === "warn" ? "text-warn" : "text-accent")}
      />
      <span role="status" className="flex-1">
        {text}
      </span>
      {actions}
    </div>
    {children}
  </div>
);
