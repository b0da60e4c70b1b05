import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, FolderKanban } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useSession } from "@/api/session";
import { m } from "@/i18n";
import { roleName } from "@/i18n/names";
import { Menu, MenuItem, MenuSeparator } from "@/ui/Menu";
import { ProjectMark } from "@/ui/ProjectMark";

interface ProjectSwitcherProps {
  readonly current: string | undefined;
}

export const ProjectSwitcher = ({ current }: ProjectSwitcherProps) => {
  const { projects } = useSession();
  const navigate = useNavigate();
  const here = projects.find(({ slug }) => slug === current);
  const name = here?.name ?? current ?? m.switcher_none();
  return (
    <Menu
      label={m.switcher_label()}
      trigger={
        <AriaButton className="focus-ring flex w-full cursor-pointer items-center gap-2.5 rounded-md border border-line bg-bg px-2 py-1.5 text-left hover:border-control">
          {current ? (
            <ProjectMark slug={current} name={name} />
          ) : (
            <span className="flex size-7 shrink-0 items-center justify-center rounded-sm bg-hover text-muted">
              <FolderKanban aria-hidden size={15} />
            </span>
          )}
          <span className="flex min-w-0 flex-1 flex-col leading-tight">
            <span className="truncate text-13 font-medium">
              <span className="sr-only">{m.switcher_label()}: </span>
              {name}
            </span>
            <span className="truncate text-12 text-muted">
              {here ? roleName(here.role) : m.switcher_hint()}
            </span>
          </span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
        </AriaButton>
      }
    >
      {projects.map((project) => (
        <MenuItem
          key={project.slug}
          text={project.name}
          detail={roleName(project.role)}
          onAction={() => void navigate({ to: "/p/$project", params: { project: project.slug } })}
        />
      ))}
      {projects.length > 0 && <MenuSeparator />}
      <MenuItem
        icon={FolderKanban}
        text={m.switcher_all()}
        onAction={() => void navigate({ to: "/" })}
      />
    </Menu>
  );
};
