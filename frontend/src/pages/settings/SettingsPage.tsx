/** What a project asks of its people: guideline, who labels what, review. */
import { useQuery } from "@tanstack/react-query";
import { projectQuery } from "@/api/projects";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Page } from "@/ui/Page";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { SettingsForm } from "./SettingsForm";

export const SettingsPage = () => (
  <RoleGate least="manager">
    <Settings />
  </RoleGate>
);

const Settings = () => {
  const slug = useProject();
  const project = useQuery(projectQuery(slug));
  return (
    <Page title={m.settings_title()} lead={m.settings_lead()} width="narrow">
      {project.isPending && <SkeletonList rows={2} rowClass="h-72" />}
      {project.isError && (
        <Panel>
          <ErrorPanel error={project.error} onRetry={() => void project.refetch()} />
        </Panel>
      )}
      {project.data && <SettingsForm key={slug} project={project.data} />}
    </Page>
  );
};
