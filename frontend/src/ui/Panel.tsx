/** Panels with a heading, and what stands in one when there is nothing or something went wrong. */
import { type LucideIcon, RotateCw, ShieldAlert, TriangleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "@/api/errors";
import { explain } from "@/api/explain";
import { m } from "@/i18n";
import { Button } from "./Button";
import { cx } from "./cx";

interface PanelProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export const Panel = ({ title, aside, className, children }: PanelProps) => (
  <section className={cx("flex flex-col rounded-lg border border-line bg-panel", className)}>
    {title && (
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b border-line px-4 py-2">
        <h2 className="text-14 font-semibold">{title}</h2>
        {aside}
      </header>
    )}
    {children}
  </section>
);

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** It is all there is on the page: its title is the page's heading. */
  readonly isPage?: boolean;
}

export const EmptyState = ({ icon: Icon, title, text, action, isPage }: EmptyStateProps) => (
  <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
    <span className="flex size-12 items-center justify-center rounded-lg bg-hover text-muted">
      <Icon aria-hidden size={22} strokeWidth={1.75} />
    </span>
    <div className="flex flex-col gap-1">
      <Title isPage={isPage} text={title} />
      <p className="max-w-110 text-14 text-muted">{text}</p>
    </div>
    {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);

interface TitleProps {
  readonly isPage: boolean | undefined;
  readonly text: string;
}

const Title = ({ isPage = false, text }: TitleProps) => {
  const Heading = isPage ? "h1" : "h2";
  return <Heading className="text-16 font-semibold">{text}</Heading>;
};

interface ErrorPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly isPage?: boolean;
}

const glyph = (error: unknown): LucideIcon => {
  if (!(error instanceof ApiError)) return TriangleAlert;
  if (error.isOffline) return WifiOff;
  return error.status === 403 || error.status === 404 ? ShieldAlert : TriangleAlert;
};

/** What went wrong, in words, and a way to try again. */
export const ErrorPanel = ({ error, onRetry, isPage }: ErrorPanelProps) => {
  const Icon = glyph(error);
  const { title, text } = explain(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <span className="flex size-12 items-center justify-center rounded-lg bg-bad-soft text-bad">
        <Icon aria-hidden size={22} strokeWidth={1.75} />
      </span>
      <div className="flex flex-col gap-1">
        <Title isPage={isPage} text={title} />
        <p className="max-w-110 text-14 text-muted">{text}</p>
      </div>
      {onRetry && (
        <Button icon={RotateCw} onPress={onRetry}>
          {m.try_again()}
        </Button>
      )}
    </div>
  );
};

/** A short error inside a form. */
export const InlineError = ({ error }: { readonly error: unknown }) => {
  if (!error) return null;
  const { text } = explain(error);
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad"
    >
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      {text}
    </p>
  );
};
