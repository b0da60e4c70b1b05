/** What people make of the suggestions: taken, changed or refused, and the time they save. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lightbulb, WandSparkles } from "lucide-react";
import { explain } from "@/api/explain";
import { predictAll, suggestionStatisticsQuery } from "@/api/suggestions";
import type { SuggestionStatistics } from "@/api/types";
import { CategoryChip } from "@/canvas/CategoryChip";
import { isCategory } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { formatNumber, formatSeconds, formatShare } from "@/i18n/format";
import { valueText } from "@/pages/models/figures";
import { categoryOf } from "@/store/categories";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { StackedBar } from "@/ui/StackedBar";
import { toast } from "@/ui/toast";
import { useServing } from "./useServing";

interface SuggestionFiguresProps {
  readonly project: string;
  readonly mayAct: boolean;
}

export const SuggestionFigures = ({ project, mayAct }: SuggestionFiguresProps) => {
  const found = useQuery(suggestionStatisticsQuery(project));
  const { checkpoint } = useServing(project);
  return (
    <Panel
      title={m.models_suggestions_title()}
      aside={mayAct && checkpoint && <PredictButton project={project} />}
    >
      {found.isPending && (
        <SkeletonList rows={2} rowClass="h-16" className="flex flex-col gap-2 p-4" />
      )}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && decided(found.data) === 0 && (
        <EmptyState
          icon={Lightbulb}
          title={m.models_suggestions_empty()}
          text={m.models_suggestions_empty_text()}
        />
      )}
      {found.data && decided(found.data) > 0 && <Figures data={found.data} />}
    </Panel>
  );
};

const decided = ({ accepted, edited, agreed, rejected }: SuggestionStatistics): number =>
  accepted + edited + agreed + rejected;

/** Overlaps as everywhere on this page. */
const hundredths = (share: number): string => valueText(100 * share);

const Figures = ({ data }: { readonly data: SuggestionStatistics }) => {
  const { seconds_per_trace: time } = data;
  const number = (value: number | null, format: (value: number) => string): string =>
    value === null ? "–" : format(value);
  const facts: readonly (readonly [string, string])[] = [
    [m.models_acceptance_rate(), number(data.acceptance_rate, formatShare)],
    [m.models_mean_iou(), number(data.mean_iou, hundredths)],
    [m.models_mean_tiou(), number(data.mean_tiou, hundredths)],
    [m.models_seconds_with(), number(time.with, formatSeconds)],
    [m.models_seconds_without(), number(time.without, formatSeconds)],
  ];
  return (
    <div className="flex flex-col gap-5 p-4">
      <StackedBar
        label={m.models_suggestions_title()}
        parts={[
          { key: "a", text: m.models_decided_accept(), count: data.accepted, colour: "text-good" },
          { key: "e", text: m.models_decided_edit(), count: data.edited, colour: "text-warn" },
          { key: "g", text: m.models_decided_agree(), count: data.agreed, colour: "text-accent" },
          { key: "r", text: m.models_decided_reject(), count: data.rejected, colour: "text-muted" },
        ]}
      />
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 desktop:grid-cols-3">
        {facts.map(([name, value]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-12 text-muted">{name}</dt>
            <dd className="numeric text-20 font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <ByCategory rows={data.by_category} />
    </div>
  );
};

/** So many categories fit beside the serving checkpoint. */
const MOST_ROWS = 4;

const ByCategory = ({ rows }: { readonly rows: SuggestionStatistics["by_category"] }) => {
  const most = rows
    .map((row) => ({ ...row, all: row.accepted + row.edited + row.agreed + row.rejected }))
    .filter((row) => isCategory(row.category) && row.all > 0)
    .sort((a, b) => b.all - a.all)
    .slice(0, MOST_ROWS);
  if (most.length === 0) return null;
  return (
    <table className="numeric w-full text-13">
      <caption className="pb-1 text-left text-12 text-muted">
        {m.models_suggestions_by_category()}
      </caption>
      <tbody>
        {most.map((row) => (
          <tr key={row.category} className="border-t border-line">
            <th scope="row" className="py-1.5 text-left font-normal">
              <span className="flex items-center gap-2">
                <CategoryChip category={isCategory(row.category) ? row.category : null} />
                {categoryOf(isCategory(row.category) ? row.category : null).name()}
              </span>
            </th>
            <td className="text-right font-medium">
              {formatShare((row.accepted + row.edited + row.agreed) / row.all)}
            </td>
            <td className="w-20 text-right text-muted">{formatNumber(row.all)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const PredictButton = ({ project }: { readonly project: string }) => {
  const queries = useQueryClient();
  const predict = useMutation({
    mutationFn: () => predictAll(project),
    onSuccess: async () => {
      toast("done", m.models_predict_queued());
      await queries.invalidateQueries({ queryKey: ["suggestion-statistics", project] });
    },
    onError: (error) => toast("error", explain(error).text),
  });
  return (
    <Button
      size="dense"
      icon={WandSparkles}
      isPending={predict.isPending}
      onPress={() => predict.mutate()}
    >
      {m.models_predict_all()}
    </Button>
  );
};
