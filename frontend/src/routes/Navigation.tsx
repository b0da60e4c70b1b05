/** The column at the side: project switcher, the project's pages, the person's menu. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import {
  Activity,
  BookOpen,
  BrainCircuit,
  ClipboardCheck,
  Download,
  FolderKanban,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Settings,
  Snowflake,
  Users,
  Video,
} from "lucide-react";
import type { ReactNode } from "react";
import { activityQuery } from "@/api/activity";
import { projectQuery } from "@/api/projects";
import { isAtLeast, useRole } from "@/api/session";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { Logo } from "@/ui/Logo";
import { ProjectSwitcher } from "./ProjectSwitcher";
import { UserMenu } from "./UserMenu";

const LINK =
  "group flex h-(--control-height) items-center gap-2.5 rounded-md px-2.5 text-14 text-muted transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-text";

interface EntryProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly count?: number | undefined;
  readonly children: (inside: ReactNode) => ReactNode;
}

const Entry = ({ icon: Icon, text, count, children }: EntryProps) => (
  <li>
    {children(
      <>
        <Icon
          aria-hidden
          size={17}
          strokeWidth={1.85}
          className="shrink-0 group-aria-[current=page]:text-accent"
        />
        <span className="flex-1 truncate">{text}</span>
        {count !== undefined && count > 0 && (
          <span className="numeric text-12 text-muted">{formatNumber(count)}</span>
        )}
      </>,
    )}
  </li>
);

const ProjectPages = ({ project }: { readonly project: string }) => {
  const role = useRole(project);
  const { data } = useQuery({ ...projectQuery(project), enabled: role !== null });
  const params = { project };
  const videos = Object.values(data?.counts.videos ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Entry icon={ListChecks} text={m.nav_tasks()}>
        {(inside) => (
          <Link to="/p/$project" params={params} activeOptions={{ exact: true }} className={LINK}>
            {inside}
          </Link>
        )}
      </Entry>
      <Entry icon={BookOpen} text={m.nav_guideline()}>
        {(inside) => (
          <Link to="/p/$project/guideline" params={params} className={LINK}>
            {inside}
          </Link>
        )}
      </Entry>
      {isAtLeast(role, "reviewer") && (
        <>
          <Entry icon={ClipboardCheck} text={m.nav_review()} count={data?.counts.tasks.submitted}>
            {(inside) => (
              <Link to="/p/$project/review" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
          <Entry icon={Video} text={m.nav_videos()} count={videos}>
            {(inside) => (
              <Link to="/p/$project/videos" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
          <Entry icon={Snowflake} text={m.nav_snapshots()}>
            {(inside) => (
              <Link to="/p/$project/snapshots" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
          <Entry icon={Download} text={m.nav_exports()}>
            {(inside) => (
              <Link to="/p/$project/exports" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
          <Entry icon={BrainCircuit} text={m.nav_models()}>
            {(inside) => (
              <Link to="/p/$project/models" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
        </>
      )}
      {isAtLeast(role, "manager") && (
        <>
          <JobsEntry project={project} />
          <Entry icon={Users} text={m.nav_members()}>
            {(inside) => (
              <Link to="/p/$project/members" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
          <Entry icon={Settings} text={m.nav_settings()}>
            {(inside) => (
              <Link to="/p/$project/settings" params={params} className={LINK}>
                {inside}
              </Link>
            )}
          </Entry>
        </>
      )}
    </>
  );
};

const JobsEntry = ({ project }: { readonly project: string }) => {
  const { data } = useQuery(activityQuery(project));
  const imports = data?.imports ? data.imports.queued + data.imports.running : 0;
  return (
    <Entry icon={Activity} text={m.jobs_title()} count={(data?.going.length ?? 0) + imports}>
      {(inside) => (
        <Link to="/p/$project/jobs" params={{ project }} className={LINK}>
          {inside}
        </Link>
      )}
    </Entry>
  );
};

export const Navigation = () => {
  const project = useParams({ strict: false }).project;
  return (
    <header className="flex shrink-0 flex-col border-line bg-panel max-tablet:border-b tablet:sticky tablet:top-0 tablet:h-dvh tablet:w-54 tablet:border-r desktop:w-60">
      <div className="flex flex-col gap-3 p-3">
        <Link
          to="/"
          className="flex h-8 items-center gap-2 rounded-md px-2 text-14 font-semibold"
          aria-label={`${m.app_name()}: ${m.nav_projects()}`}
        >
          <Logo size={22} />
          {m.app_name()}
        </Link>
        <ProjectSwitcher current={project} />
      </div>
      <nav
        aria-label={m.nav_label()}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto px-3 pb-3"
      >
        <ul className="flex gap-0.5 max-tablet:flex-wrap tablet:flex-col">
          {project ? (
            <ProjectPages project={project} />
          ) : (
            <>
              <Entry icon={FolderKanban} text={m.nav_projects()}>
                {(inside) => (
                  <Link to="/" activeOptions={{ exact: true }} className={LINK}>
                    {inside}
                  </Link>
                )}
              </Entry>
              <Entry icon={KeyRound} text={m.nav_tokens()}>
                {(inside) => (
                  <Link to="/tokens" className={LINK}>
                    {inside}
                  </Link>
                )}
              </Entry>
            </>
          )}
        </ul>
      </nav>
      <div className="border-line p-2 tablet:border-t">
        <UserMenu />
      </div>
    </header>
  );
};
