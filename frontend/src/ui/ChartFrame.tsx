/** What every chart has around it: its name, the same numbers as a table, and both as files. */
import { Download, FileImage, FileSpreadsheet } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { m } from "@/i18n";
import { IconButton } from "./Button";
import { ChartTable } from "./ChartTable";
import type { ChartRow, Numbers } from "./chart-table";
import { Menu, MenuItem } from "./Menu";
import { Segmented } from "./Segmented";
import { saveCsv, saveSvg } from "./save-chart";

interface ChartFrameProps {
  readonly title: string;
  readonly numbers: Numbers;
  /** Shown while there is nothing to draw. */
  readonly empty: string;
  /** Wraps the name of a row of the table. */
  readonly rowName?: ((row: ChartRow, text: ReactNode) => ReactNode) | undefined;
  /** The drawing: an `svg` with `data-chart`, and its legend with `data-legend`. */
  readonly children: ReactNode;
}

type Form = "chart" | "table";

export const ChartFrame = ({ title, numbers, empty, rowName, children }: ChartFrameProps) => {
  const host = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<Form>("chart");
  const isEmpty = numbers.rows.length === 0;
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-13 font-medium">{title}</span>
        {!isEmpty && (
          <span className="flex items-center gap-1">
            <Segmented<Form>
              label={m.chart_form({ title })}
              choices={[
                { key: "chart", text: m.chart_lines() },
                { key: "table", text: m.chart_table() },
              ]}
              value={form}
              onChange={setForm}
            />
            <Menu
              label={m.chart_save({ title })}
              placement="bottom end"
              trigger={<IconButton icon={Download} label={m.chart_save({ title })} size="dense" />}
            >
              {form === "chart" && (
                <MenuItem
                  icon={FileImage}
                  text={m.chart_save_svg()}
                  onAction={() => host.current && saveSvg(host.current, title)}
                />
              )}
              <MenuItem
                icon={FileSpreadsheet}
                text={m.chart_save_csv()}
                onAction={() => saveCsv(title, numbers)}
              />
            </Menu>
          </span>
        )}
      </figcaption>
      {isEmpty ? (
        <p className="flex min-h-40 items-center justify-center rounded-md border border-line border-dashed px-4 text-center text-13 text-muted">
          {empty}
        </p>
      ) : form === "chart" ? (
        <div ref={host} className="flex flex-col gap-2 bg-panel">
          {children}
        </div>
      ) : (
        <ChartTable title={title} numbers={numbers} name={rowName} />
      )}
    </figure>
  );
};
