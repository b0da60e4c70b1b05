/** The head and body of a page inside the frame. */
import type { ReactNode } from "react";
import { useTitle } from "@/lib/useTitle";
import { cx } from "./cx";

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  /** `narrow` keeps the lines of a form short; `wide` fills the window. */
  readonly width?: "narrow" | "normal" | "wide";
  readonly children: ReactNode;
}

export const Page = ({ title, lead, actions, width = "normal", children }: PageProps) => {
  useTitle(title);
  return (
    <div
      className={cx(
        "mx-auto flex w-full flex-col gap-6 px-4 py-6 tablet:px-8",
        width !== "wide" && "max-w-306",
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h1 className="wrap-anywhere text-24 font-semibold">{title}</h1>
          {lead && <p className="max-w-170 text-14 text-muted">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {width === "narrow" ? <div className="max-w-190">{children}</div> : children}
    </div>
  );
};
