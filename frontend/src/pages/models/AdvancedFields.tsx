/** What few people set: seed, cores, GPUs, the base model and the backend's own settings. */
import { ChevronRight } from "lucide-react";
import { m } from "@/i18n";
import { NumberField } from "@/ui/NumberField";
import { TextField } from "@/ui/TextField";
import { settingsOf, type Wish } from "./run-order";

interface AdvancedFieldsProps {
  readonly wish: Wish;
  readonly onChange: (change: Partial<Wish>) => void;
}

export const AdvancedFields = ({ wish, onChange }: AdvancedFieldsProps) => {
  const isFresh = wish.start === "scratch";
  return (
    <details className="group rounded-md border border-line">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md px-3 py-2 text-13 font-medium hover:bg-hover">
        <ChevronRight
          aria-hidden
          size={15}
          className="text-muted transition-transform group-open:rotate-90"
        />
        {m.models_run_advanced()}
      </summary>
      <div className="flex flex-col gap-5 border-t border-line p-3">
        <div className="grid grid-cols-2 gap-4">
          <NumberField
            label={m.models_run_seed()}
            value={wish.seed}
            onChange={(seed) => onChange({ seed })}
            minValue={0}
            maxValue={2_147_483_647}
            formatOptions={{ useGrouping: false }}
          />
          <NumberField
            label={m.models_run_threads()}
            help={m.models_run_threads_help()}
            value={wish.threads}
            onChange={(threads) => onChange({ threads })}
            minValue={0}
            maxValue={256}
          />
          {wish.backend === "mllm" && (
            <NumberField
              label={m.models_run_gpus()}
              value={wish.gpus}
              onChange={(gpus) => onChange({ gpus })}
              minValue={1}
              maxValue={64}
            />
          )}
        </div>
        {!isFresh && <p className="text-13 text-muted">{m.models_run_settings_brought()}</p>}
        {isFresh && (
          <TextField
            label={m.models_run_settings()}
            help={m.models_run_settings_help()}
            placeholder={wish.backend === "mllm" ? '{"epochs": 2}' : '{"language": "ko"}'}
            rows={4}
            value={wish.settings}
            onChange={(settings) => onChange({ settings })}
            error={settingsOf(wish.settings) ? undefined : m.models_run_settings_wrong()}
            className="font-mono"
          />
        )}
      </div>
    </details>
  );
};
