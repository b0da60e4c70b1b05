/** How far the videos are: all of them, by generator and by category, each bar a way to them. */
import { Link } from "@tanstack/react-router";
import type { ProjectStatistics } from "@/api/types";
import { isCategory } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { labelName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { type Bar, BarChart } from "@/ui/BarChart";
import { Panel } from "@/ui/Panel";
import { videosAt, videosOf } from "./links";
import { shareOf } from "./series";
import { type Stage, stageParts, stagesOf } from "./stages";

interface ProgressChartsProps {
  readonly project: string;
  readonly found: ProjectStatistics;
}

export const ProgressCharts = ({ project, found }: ProgressChartsProps) => (
  <div className="grid grid-cols-1 items-start gap-6 laptop:grid-cols-2">
    <StagePanel project={project} videos={found.videos} />
    <Panel title={m.by_category_title()}>
      <div className="p-4">
        <BarChart
          title={m.by_category_chart()}
          nameOfBars={m.chart_category()}
          nameOfSum={m.chart_all_traces()}
          bars={found.by_category.map(categoryBar)}
          empty={m.by_category_empty()}
          link={(bar, content) => (
            <Link
              to="/p/$project/videos"
              params={{ project }}
              search={videosOf({ category: bar.key })}
            >
              {content}
            </Link>
          )}
        />
      </div>
    </Panel>
    <Panel title={m.by_generator_title()} className="laptop:col-span-2">
      <div className="p-4">
        <BarChart
          title={m.by_generator_chart()}
          nameOfBars={m.chart_generator()}
          nameOfSum={m.chart_all_videos()}
          bars={found.by_generator.map(generatorBar)}
          empty={m.by_generator_empty()}
          link={(bar, content) => (
            <Link
              to="/p/$project/videos"
              params={{ project }}
              search={videosOf(
                bar.key.startsWith(LABEL)
                  ? { label: bar.key.slice(LABEL.length) }
                  : { generator: bar.key },
              )}
            >
              {content}
            </Link>
          )}
        />
      </div>
    </Panel>
  </div>
);

interface StagePanelProps {
  readonly project: string;
  readonly videos: ProjectStatistics["videos"];
}

const StagePanel = ({ project, videos }: StagePanelProps) => {
  const parts = stageParts(videos);
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  const done = shareOf(videos.accepted, all);
  return (
    <Panel
      title={m.by_stage_title()}
      aside={
        done !== null && (
          <span className="text-13 text-muted">
            <span className="numeric font-semibold text-text">{formatShare(done)}</span>{" "}
            {m.progress_of({ done: formatNumber(videos.accepted), all: formatNumber(all) })}
          </span>
        )
      }
    >
      <div className="p-4">
        <BarChart
          title={m.by_stage_chart()}
          nameOfBars={m.chart_stage()}
          nameOfSum={m.chart_all_videos()}
          bars={
            all === 0
              ? []
              : parts
                  .filter(({ count }) => count > 0)
                  .map((part) => ({ key: part.key, name: part.text, parts: [part] }))
          }
          empty={m.by_generator_empty()}
          link={(bar, content) => (
            <Link to="/p/$project/videos" params={{ project }} search={videosAt(bar.key as Stage)}>
              {content}
            </Link>
          )}
        />
      </div>
    </Panel>
  );
};

const categoryBar = (row: ProjectStatistics["by_category"][number]): Bar => {
  const category = isCategory(row.category) ? row.category : null;
  const { code, name } = categoryOf(category);
  return {
    key: category ?? "none",
    name: category ? `${code} ${name()}` : name(),
    mark: MARKS[category ?? "none"],
    parts: stageParts({
      accepted: row.accepted,
      in_review: row.in_review,
      returned: row.returned,
    }),
  };
};

/** Whole names, which is how the style sheet finds out that it needs them. */
const MARKS = {
  object_distortion: "text-(--line-object_distortion)",
  sudden_blurring: "text-(--line-sudden_blurring)",
  object_trajectory: "text-(--line-object_trajectory)",
  redundant_object: "text-(--line-redundant_object)",
  object_merging: "text-(--line-object_merging)",
  object_splitting: "text-(--line-object_splitting)",
  background_distortion: "text-(--line-background_distortion)",
  object_disappearance: "text-(--line-object_disappearance)",
  unexpected_move: "text-(--line-unexpected_move)",
  none: "text-(--line-none)",
} as const;

const LABEL = "label:";

/** What has no generator is known by its label. */
const generatorBar = (row: ProjectStatistics["by_generator"][number]): Bar => ({
  key: row.generator || `${LABEL}${row.label}`,
  name: row.generator || m.generator_none({ label: labelName(row.label) }),
  parts: stageParts(stagesOf(row)),
});
