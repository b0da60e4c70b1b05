import { useQuery } from "@tanstack/react-query";
import { FolderPlus, Plus } from "lucide-react";
import { useState } from "react";
import { projectsQuery } from "@/api/projects";
import { managesAny, useSession } from "@/api/session";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { CreateProjectDialog } from "./CreateProjectDialog";
import { ProjectCard } from "./ProjectCard";

const GRID = "grid grid-cols-1 gap-4 tablet:grid-cols-2 desktop:grid-cols-3";

export const ProjectsPage = () => {
  const session = useSession();
  const projects = useQuery(projectsQuery);
  const [isCreating, setCreating] = useState(false);
  const mayCreate = managesAny(session);
  const create = (
    <Button look="primary" icon={Plus} onPress={() => setCreating(true)}>
      {m.project_create()}
    </Button>
  );
  return (
    <Page title={m.projects_title()} lead={m.projects_lead()} actions={mayCreate && create}>
      {projects.isPending && <SkeletonList rows={3} rowClass="h-46" className={GRID} />}
      {projects.isError && (
        <Panel>
          <ErrorPanel error={projects.error} onRetry={() => void projects.refetch()} />
        </Panel>
      )}
      {projects.data?.length === 0 && (
        <Panel>
          <EmptyState
            icon={FolderPlus}
            title={m.projects_empty()}
            text={mayCreate ? m.projects_empty_manager() : m.projects_empty_member()}
            action={mayCreate && create}
          />
        </Panel>
      )}
      {projects.data && projects.data.length > 0 && (
        <ul className={GRID}>
          {projects.data.map((project) => (
            <li key={project.slug}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      )}
      <CreateProjectDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
};
