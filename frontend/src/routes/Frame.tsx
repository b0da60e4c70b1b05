/** The frame around the pages: where one is, where one can go, who one is. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { isAtLeast, sessionQuery, useRole } from "@/api/session";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { JobWatch } from "@/pages/jobs/JobWatch";
import { UploadTray } from "@/pages/videos/UploadTray";
import { Navigation } from "./Navigation";

const QUIET_MS = 2_000;

/** Work that a closed editor could not send goes out from any page, and again when online. */
const useOutbox = (user: number | undefined) =>
  useScope(
    (scope) => {
      if (user === undefined) return;
      const send = () =>
        import("@/pages/editor/send-waiting").then(({ sendWaiting }) => sendWaiting(user));
      scope.timeout(QUIET_MS, () => void send());
      scope.listen(window, "online", () => void send());
    },
    [user],
  );

export const Frame = () => {
  const { data: session } = useQuery(sessionQuery);
  const user = session?.user?.id;
  const project = useParams({ strict: false }).project;
  const role = useRole(project ?? "");
  useOutbox(user);
  return (
    <div className="flex min-h-dvh flex-col tablet:flex-row">
      <a
        href="#content"
        className="sr-only z-70 rounded-md bg-accent px-3 py-2 text-14 font-medium text-on-accent focus:not-sr-only focus:fixed! focus:top-2 focus:left-2 focus:px-3! focus:py-2!"
      >
        {m.skip_to_content()}
      </a>
      <Navigation />
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        <Outlet />
      </main>
      <UploadTray />
      {project && user && isAtLeast(role, "reviewer") && (
        <JobWatch project={project} user={user} page={role === "manager" ? "jobs" : "exports"} />
      )}
    </div>
  );
};
