/** The models of a project: what serves, what learns, what could serve, and how people like it. */
import { Plus } from "lucide-react";
import { useState } from "react";
import { isAtLeast, useRole } from "@/api/session";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { CheckpointsPanel } from "./CheckpointsPanel";
import { PolicyPanel } from "./PolicyPanel";
import { PromotionsPanel } from "./PromotionsPanel";
import { RunSheet } from "./RunSheet";
import { RunsPanel } from "./RunsPanel";
import { ServingCard } from "./ServingCard";
import { SuggestionFigures } from "./SuggestionFigures";

export const ModelsPage = () => (
  <RoleGate least="reviewer">
    <Models />
  </RoleGate>
);

const Models = () => {
  const project = useProject();
  const mayAct = isAtLeast(useRole(project), "manager");
  const [isStarting, setStarting] = useState(false);
  const start = mayAct && (
    <Button look="primary" icon={Plus} onPress={() => setStarting(true)}>
      {m.models_run_start()}
    </Button>
  );
  return (
    <Page title={m.models_title()} lead={m.models_lead()} actions={start}>
      <div className="grid grid-cols-1 items-stretch gap-6 laptop:grid-cols-2">
        <ServingCard project={project} mayAct={mayAct} />
        <SuggestionFigures project={project} mayAct={mayAct} />
      </div>
      <RunsPanel project={project} start={start} />
      <CheckpointsPanel project={project} mayAct={mayAct} />
      <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-2">
        <PolicyPanel project={project} mayAct={mayAct} />
        <PromotionsPanel project={project} />
      </div>
      {mayAct && (
        <RunSheet project={project} isOpen={isStarting} onClose={() => setStarting(false)} />
      )}
    </Page>
  );
};
