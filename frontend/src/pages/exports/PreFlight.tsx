/** What a file ordered now would hold, and what it would leave out. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { projectQuery } from "@/api/projects";
import { previewQuery } from "@/api/snapshots";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { FreezePreview } from "../snapshots/FreezePreview";

export const PreFlight = ({ project }: { readonly project: string }) => {
  const preview = useQuery(previewQuery(project, {}));
  const { data } = useQuery(projectQuery(project));
  const waiting = data?.counts.tasks.submitted ?? 0;
  return (
    <div className="flex flex-col gap-1.5">
      <FreezePreview preview={preview} title={m.preflight_holds()} />
      {waiting > 0 && (
        <p className="text-12 text-muted">
          {m.preflight_left_out({ count: formatNumber(waiting) })}{" "}
          <Link
            to="/p/$project/review"
            params={{ project }}
            className="text-accent-text underline underline-offset-2"
          >
            {m.nav_review()}
          </Link>
        </p>
      )}
    </div>
  );
};
