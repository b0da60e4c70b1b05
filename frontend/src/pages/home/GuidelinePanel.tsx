/** The beginning of the guideline, and the whole of it in a sheet. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { Button, buttonClass } from "@/ui/Button";
import { Sheet } from "@/ui/Dialog";
import { Markdown } from "@/ui/Markdown";
import { Panel } from "@/ui/Panel";

interface GuidelinePanelProps {
  readonly project: Project;
  readonly mayEdit: boolean;
}

export const GuidelinePanel = ({ project, mayEdit }: GuidelinePanelProps) => {
  const [isOpen, setOpen] = useState(false);
  const has = project.guideline.trim() !== "";
  return (
    <Panel title={m.guideline_title()}>
      {has ? (
        <>
          <div
            inert
            className="max-h-56 overflow-hidden mask-[linear-gradient(#000_70%,transparent)] p-4"
          >
            <Markdown text={project.guideline} />
          </div>
          <div className="px-4 pb-4">
            <Button className="w-full" onPress={() => setOpen(true)}>
              {m.guideline_read()}
            </Button>
          </div>
        </>
      ) : (
        <div className="flex flex-col items-start gap-3 p-4">
          <p className="text-13 text-muted">
            {mayEdit ? m.guideline_empty_manager() : m.guideline_empty()}
          </p>
          {mayEdit && (
            <Link
              to="/p/$project/settings"
              params={{ project: project.slug }}
              className={buttonClass("secondary", "dense")}
            >
              {m.guideline_write()}
            </Link>
          )}
        </div>
      )}
      <Sheet title={m.guideline_title()} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Markdown text={project.guideline} />
      </Sheet>
    </Panel>
  );
};
