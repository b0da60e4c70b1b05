import { Link } from "@tanstack/react-router";
import { CircleCheck, CornerUpLeft } from "lucide-react";
import type { Project } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { roleName } from "@/i18n/names";
import { Badge } from "@/ui/Badge";
import { ProjectMark } from "@/ui/ProjectMark";
import { StackedBar } from "@/ui/StackedBar";
import { taskParts } from "../home/task-parts";
import { totals } from "./counts";

export const ProjectCard = ({ project }: { readonly project: Project }) => {
  const sum = totals(project);
  const done = sum.tasks === 0 ? 0 : sum.accepted / sum.tasks;
  return (
    <Link
      to="/p/$project"
      params={{ project: project.slug }}
      className="flex h-full flex-col gap-5 rounded-lg border border-line bg-panel p-5 transition-colors hover:border-control hover:bg-raised"
    >
      <span className="flex items-start gap-3">
        <ProjectMark slug={project.slug} name={project.name} size={36} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate text-16 font-semibold">{project.name}</span>
          <span className="truncate text-12 text-muted">{project.slug}</span>
        </span>
        <Badge>{roleName(project.role)}</Badge>
      </span>
      <span className="flex gap-6">
        <Figure name={m.count_videos()} value={formatNumber(sum.videos)} />
        <Figure name={m.count_tasks()} value={formatNumber(sum.tasks)} />
        <Figure name={m.count_done()} value={formatShare(done)} />
      </span>
      <span className="mt-auto flex flex-col gap-3">
        <StackedBar label={m.progress_of_tasks()} parts={taskParts(project)} hasLegend={false} />
        <span className="flex min-h-5.5 flex-wrap items-center gap-2 text-12 text-muted">
          {sum.inReview > 0 && (
            <Badge tone="accent" icon={CircleCheck}>
              {m.waiting_for_review({ count: sum.inReview })}
            </Badge>
          )}
          {sum.returned > 0 && (
            <Badge tone="warn" icon={CornerUpLeft}>
              {m.returned_count({ count: sum.returned })}
            </Badge>
          )}
          {sum.inReview === 0 && sum.returned === 0 && m.open_count({ count: sum.waiting })}
        </span>
      </span>
    </Link>
  );
};

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <span className="flex flex-col">
    <span className="numeric text-20 font-semibold">{value}</span>
    <span className="text-12 text-muted">{name}</span>
  </span>
);
