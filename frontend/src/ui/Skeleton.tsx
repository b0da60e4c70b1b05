/** The shape of what is being fetched. Assistive technology hears one "loading" instead. */
import { m } from "@/i18n";
import { cx } from "./cx";

export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span
    aria-hidden="true"
    className={cx("animate-breathe block rounded-md bg-pressed", className)}
  />
);

interface SkeletonListProps {
  readonly rows?: number;
  readonly rowClass?: string;
  readonly className?: string;
}

export const SkeletonList = ({
  rows = 4,
  rowClass = "h-12",
  className = "flex flex-col gap-2",
}: SkeletonListProps) => (
  <div role="status" className={className}>
    <span className="sr-only">{m.loading()}</span>
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
      <Skeleton key={row} className={rowClass} />
    ))}
  </div>
);
