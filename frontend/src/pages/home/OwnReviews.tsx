/** What reviewers said lately about one's own work. */
import { Link } from "@tanstack/react-router";
import { CircleCheckBig, Undo2 } from "lucide-react";
import type { OwnStatistics } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatNumber } from "@/i18n/format";
import { Badge } from "@/ui/Badge";

type Review = OwnStatistics["reviews"][number];

interface OwnReviewsProps {
  readonly project: string;
  readonly reviews: readonly Review[];
}

const MOST_SHOWN = 5;

export const OwnReviews = ({ project, reviews }: OwnReviewsProps) => {
  if (reviews.length === 0) return null;
  return (
    <section aria-label={m.own_reviews_title()} className="flex flex-col gap-2">
      <h3 className="text-13 font-medium">{m.own_reviews_title()}</h3>
      <ul className="flex flex-col gap-2">
        {reviews.slice(0, MOST_SHOWN).map((review) => (
          <li key={`${review.task} ${review.at}`} className="flex flex-col gap-1 text-13">
            <span className="flex flex-wrap items-center gap-2">
              {review.decision === "accept" ? (
                <Badge tone="good" icon={CircleCheckBig}>
                  {m.own_review_accepted()}
                </Badge>
              ) : (
                <Badge tone="warn" icon={Undo2}>
                  {m.own_review_returned()}
                </Badge>
              )}
              <Link
                to="/p/$project/label/$taskId"
                params={{ project, taskId: String(review.task) }}
                className="text-accent-text hover:underline"
              >
                {m.task_number({ id: review.task })}
              </Link>
              <span className="text-12 text-muted">{formatAgo(review.at)}</span>
            </span>
            {review.comments.map((comment, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: comments never change their order.
              <span key={place} className="wrap-anywhere pl-1 text-muted">
                {comment.frame !== null && (
                  <span className="numeric mr-1.5 font-medium text-text">
                    {m.at_frame({ frame: formatNumber(comment.frame) })}
                  </span>
                )}
                {comment.text}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
};
