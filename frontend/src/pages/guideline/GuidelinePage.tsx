/** The guideline to read and print: the project's own words, the boundaries, the nine categories. */
import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { projectQuery } from "@/api/projects";
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { LOOKS } from "@/store/categories";
import { Button } from "@/ui/Button";
import { Markdown } from "@/ui/Markdown";
import { Page } from "@/ui/Page";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { BoundaryDrawing } from "./BoundaryDrawing";
import { RuleDrawing } from "./RuleDrawing";
import { RuleText } from "./RuleText";

export const GuidelinePage = () => (
  <RoleGate least="annotator">
    <Page
      title={m.rules_title()}
      lead={m.rules_lead()}
      actions={
        <span data-noprint>
          <Button icon={Printer} onPress={() => window.print()}>
            {m.print()}
          </Button>
        </span>
      }
    >
      <ProjectsWords />
      <Boundaries />
      <Categories />
    </Page>
  </RoleGate>
);

const ProjectsWords = () => {
  const project = useQuery(projectQuery(useProject()));
  if (project.isPending) return <SkeletonList className="flex flex-col gap-2" />;
  if (project.isError)
    return <ErrorPanel error={project.error} onRetry={() => void project.refetch()} />;
  const text = project.data.guideline.trim();
  return (
    <Panel title={m.rules_project()}>
      <div className="p-4">
        {text ? (
          <Markdown text={text} />
        ) : (
          <p className="text-14 text-muted">{m.editor_guideline_none()}</p>
        )}
      </div>
    </Panel>
  );
};

const BOUNDARIES: readonly (readonly [title: () => string, text: () => string])[] = [
  [m.rules_onset_title, m.rules_onset],
  [m.rules_offset_title, m.rules_offset],
  [m.rules_gap_title, m.rules_gap],
  [m.rules_one_title, m.rules_one],
  [m.rules_box_title, m.rules_box],
  [m.rules_doubt_title, m.rules_doubt],
];

const Boundaries = () => (
  <Panel title={m.rules_boundary()}>
    <div className="flex flex-col gap-4 p-4">
      <BoundaryDrawing />
      <dl className="grid gap-x-8 gap-y-3 tablet:grid-cols-2">
        {BOUNDARIES.map(([title, text]) => (
          <div key={title()} className="break-inside-avoid">
            <dt className="text-14 font-medium">{title()}</dt>
            <dd className="text-14 text-muted">{text()}</dd>
          </div>
        ))}
      </dl>
    </div>
  </Panel>
);

const Categories = () => (
  <section aria-labelledby="categories" className="flex flex-col gap-4">
    <h2 id="categories" className="text-16 font-semibold">
      {m.rules_categories()}
    </h2>
    <ul data-noprint className="-mx-2 flex flex-wrap gap-1">
      {LOOKS.map(({ slug, code, name }) => (
        <li key={slug}>
          <a
            href={`#${code}`}
            className="flex items-center gap-1.5 rounded-md px-2 py-1 text-13 hover:bg-hover"
          >
            <CategoryChip category={slug} /> {name()}
          </a>
        </li>
      ))}
    </ul>
    <div className="grid gap-4 laptop:grid-cols-2">
      {LOOKS.map(({ slug, code, name }) =>
        slug ? (
          <article
            key={slug}
            id={code}
            className="flex scroll-mt-4 break-inside-avoid flex-col gap-3 rounded-lg border border-line bg-panel p-4"
          >
            <h3 className="flex items-center gap-2 text-14 font-semibold">
              <CategoryChip category={slug} /> {name()}
            </h3>
            <RuleDrawing category={slug} />
            <RuleText category={slug} />
          </article>
        ) : null,
      )}
    </div>
  </section>
);
