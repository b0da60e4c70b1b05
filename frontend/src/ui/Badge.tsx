/** A state as glyph and words: never by colour alone. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "bg-hover text-muted",
  accent: "bg-accent-soft text-accent-text",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly className?: string;
  readonly children: ReactNode;
}

export const Badge = ({ tone = "neutral", icon: Icon, className, children }: BadgeProps) => (
  <span
    className={cx(
      "inline-flex h-5.5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-12 font-medium whitespace-nowrap",
      TONES[tone],
      className,
    )}
  >
    {Icon && <Icon aria-hidden size={13} strokeWidth={2.25} />}
    {children}
  </span>
);
