import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PackagePlus } from "lucide-react";
import type { FormEvent } from "react";
import { orderExport } from "@/api/exports";
import { m } from "@/i18n";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { InlineError, Panel } from "@/ui/Panel";
import { RadioCards } from "@/ui/RadioCards";
import { Select } from "@/ui/Select";
import { bodyOf, type Order } from "./order";
import { PreFlight } from "./PreFlight";

interface ExportFormProps {
  readonly project: string;
  readonly order: Order;
  readonly onChange: (order: Order) => void;
}

export const ExportForm = ({ project, order, onChange }: ExportFormProps) => {
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => orderExport(bodyOf(project, order)),
    onSuccess: async () => {
      announce(m.export_started());
      await queries.invalidateQueries({ queryKey: ["exports", project] });
      await queries.invalidateQueries({ queryKey: ["activity", project] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Panel title={m.export_new()}>
      <form onSubmit={submit} className="flex flex-col gap-5 p-4">
        <RadioCards
          label={m.export_format()}
          choices={[
            { key: "jsonl", text: m.format_jsonl(), detail: m.format_jsonl_text() },
            { key: "deeptrace", text: m.format_deeptrace(), detail: m.format_deeptrace_text() },
            { key: "sft", text: m.format_sft(), detail: m.format_sft_text() },
            { key: "parquet", text: m.format_parquet(), detail: m.format_parquet_text() },
          ]}
          value={order.format}
          onChange={(format) => onChange({ ...order, format })}
        />
        {order.format === "deeptrace" && (
          <div className="grid gap-4 tablet:grid-cols-2">
            <Select
              label={m.export_box()}
              help={m.export_box_help()}
              choices={[
                { key: "union", text: m.export_box_union() },
                { key: "onset", text: m.export_box_onset() },
              ]}
              value={order.box}
              onChange={(box) => onChange({ ...order, box })}
            />
            <Select
              label={m.export_base()}
              help={m.export_base_help()}
              choices={[
                { key: "0", text: m.export_base_0() },
                { key: "1", text: m.export_base_1() },
              ]}
              value={order.first_frame_base === 1 ? "1" : "0"}
              onChange={(key) => onChange({ ...order, first_frame_base: key === "1" ? 1 : 0 })}
            />
          </div>
        )}
        {order.format === "sft" && (
          <div className="grid gap-4 tablet:grid-cols-2">
            <Select
              label={m.export_style()}
              help={m.export_style_help()}
              choices={[
                { key: "paper", text: m.export_style_paper() },
                { key: "document", text: m.export_style_document() },
              ]}
              value={order.style}
              onChange={(style) => onChange({ ...order, style })}
            />
            <Select
              label={m.export_coordinates()}
              help={m.export_coordinates_help()}
              choices={[
                { key: "pixels", text: m.export_coordinates_pixels() },
                { key: "thousand", text: m.export_coordinates_thousand() },
              ]}
              value={order.coordinates}
              onChange={(coordinates) => onChange({ ...order, coordinates })}
            />
          </div>
        )}
        <Checkbox
          label={m.export_media()}
          help={m.export_media_help()}
          isSelected={order.media}
          onChange={(media) => onChange({ ...order, media })}
        />
        <PreFlight project={project} />
        <InlineError error={send.error} />
        <Button
          type="submit"
          look="primary"
          size="large"
          icon={PackagePlus}
          className="self-start"
          isPending={send.isPending}
        >
          {m.export_create()}
        </Button>
      </form>
    </Panel>
  );
};
