/** The numbers of each category or generator, with the gain over what serves. */
import type { Metrics } from "@/api/types";
import { CategoryChip } from "@/canvas/CategoryChip";
import { isCategory } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { categoryOf } from "@/store/categories";
import { Panel } from "@/ui/Panel";
import { type Column, Table } from "@/ui/Table";
import { Difference } from "./Difference";
import { type Figure, figureOf, measured, minus, valueText } from "./figures";

interface BreakdownProps {
  readonly title: string;
  readonly kind: "category" | "generator";
  readonly rows: readonly Metrics[];
  /** The same of what serves; empty where there is nothing to compare with. */
  readonly beside: readonly Metrics[];
}

/** What is worth a column, in this order, where the rows have it. */
const WANTED = {
  category: ["recall", "f1", "box_iou"],
  generator: ["accuracy", "auroc", "explanation", "box_iou", "tiou"],
} as const;

const keyOf = (row: Metrics, kind: BreakdownProps["kind"]): string => String(row[kind] ?? "");

export const Breakdown = ({ title, kind, rows, beside }: BreakdownProps) => {
  const figures = WANTED[kind]
    .filter((key) => rows.some((row) => measured(row, key) !== null))
    .map(figureOf)
    .filter((figure) => figure !== undefined);
  const [first] = figures;
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <p className="p-4 text-13 text-muted">{m.models_breakdown_none()}</p>
      ) : (
        <Table
          label={title}
          columns={[
            {
              key: "name",
              title: kind === "category" ? m.models_category() : m.field_generator(),
              cell: (row) => <Name value={keyOf(row, kind)} kind={kind} />,
            },
            {
              key: "n",
              title: kind === "category" ? m.models_traces() : m.nav_videos(),
              align: "end",
              cell: (row) => (typeof row.n === "number" ? formatNumber(row.n) : "–"),
            },
            ...figures.map(
              (figure): Column<Metrics> => ({
                key: figure.key,
                title: figure.name(),
                align: "end",
                cell: (row) => valueText(measured(row, figure.key)),
              }),
            ),
            ...(first && beside.length > 0 ? [gainColumn(first, kind, beside)] : []),
          ]}
          rows={rows}
          rowKey={(row) => keyOf(row, kind)}
        />
      )}
    </Panel>
  );
};

const gainColumn = (
  figure: Figure,
  kind: BreakdownProps["kind"],
  beside: readonly Metrics[],
): Column<Metrics> => ({
  key: "gain",
  title: m.models_row_difference(),
  align: "end",
  cell: (row) => {
    const other = beside.find((each) => keyOf(each, kind) === keyOf(row, kind));
    return (
      <Difference
        figure={figure}
        by={minus(measured(row, figure.key), measured(other, figure.key))}
      />
    );
  },
});

const Name = ({
  value,
  kind,
}: {
  readonly value: string;
  readonly kind: "category" | "generator";
}) => {
  if (kind === "generator") {
    if (value === "real") return m.label_real();
    return value === "unnamed" || value === "" ? m.models_generator_unnamed() : value;
  }
  const category = isCategory(value) ? value : null;
  return (
    <span className="flex items-center gap-2">
      <CategoryChip category={category} />
      <span className="whitespace-nowrap">{categoryOf(category).name()}</span>
    </span>
  );
};
