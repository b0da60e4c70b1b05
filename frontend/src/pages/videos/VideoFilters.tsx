/** The filters of the wall; they live in the address, so that a view can be shared. */
import { X } from "lucide-react";
import { useState } from "react";
import type { VideoFilter } from "@/api/videos";
import { m } from "@/i18n";
import { labelName, splitName } from "@/i18n/names";
import { useScope } from "@/lib/useScope";
import { Button } from "@/ui/Button";
import { SearchField } from "@/ui/SearchField";
import { type Choice, Select } from "@/ui/Select";

interface VideoFiltersProps {
  readonly filter: VideoFilter;
  readonly onChange: (filter: VideoFilter) => void;
}

const ANY = "any";
const TYPING_MS = 300;

/** What is typed goes into the address once the person pauses. */
const useTyped = (
  stored: string,
  store: (text: string) => void,
): readonly [string, (text: string) => void] => {
  const [typed, setTyped] = useState({ text: stored, over: stored });
  // A filter that was changed elsewhere replaces what was typed before.
  const text = typed.over === stored ? typed.text : stored;
  useScope(
    (scope) => {
      if (text.trim() !== stored) scope.timeout(TYPING_MS, () => store(text.trim()));
    },
    [text, stored, store],
  );
  return [text, (next) => setTyped({ text: next, over: stored })];
};

export const VideoFilters = ({ filter, onChange }: VideoFiltersProps) => {
  const set = (key: keyof VideoFilter, value: string): void => {
    const next: Record<string, string | undefined> = { ...filter };
    if (value === "" || value === ANY) delete next[key];
    else next[key] = value;
    onChange(next);
  };
  const [search, setSearch] = useTyped(filter.search ?? "", (text) => set("search", text));
  const [generator, setGenerator] = useTyped(filter.generator ?? "", (text) =>
    set("generator", text),
  );
  const states: Choice<string>[] = [
    { key: ANY, text: m.any_state() },
    { key: "ready", text: m.video_ready() },
    { key: "preparing", text: m.video_preparing() },
    { key: "new", text: m.video_new() },
    { key: "rejected", text: m.video_rejected() },
  ];
  const labels: Choice<string>[] = [
    { key: ANY, text: m.any_label() },
    ...["fake", "real", "unknown"].map((key) => ({ key, text: labelName(key) })),
  ];
  const splits: Choice<string>[] = [
    { key: ANY, text: m.any_split() },
    ...["train", "val", "test"].map((key) => ({ key, text: splitName(key) })),
  ];
  return (
    <search aria-label={m.filters()} className="flex flex-wrap items-center gap-2">
      <SearchField
        label={m.search_videos()}
        placeholder={m.search_videos()}
        value={search}
        onChange={setSearch}
        className="w-64 max-desktop:w-44"
      />
      <Select
        label={m.filter_state()}
        isLabelHidden
        choices={states}
        value={filter.state ?? ANY}
        onChange={(key) => set("state", key)}
        className="w-36 max-desktop:w-32"
      />
      <Select
        label={m.filter_label()}
        isLabelHidden
        choices={labels}
        value={filter.label ?? ANY}
        onChange={(key) => set("label", key)}
        className="w-36 max-desktop:w-32"
      />
      <Select
        label={m.filter_split()}
        isLabelHidden
        choices={splits}
        value={filter.split ?? ANY}
        onChange={(key) => set("split", key)}
        className="w-36 max-desktop:w-32"
      />
      <SearchField
        label={m.filter_generator()}
        placeholder={m.filter_generator()}
        value={generator}
        onChange={setGenerator}
        className="w-40 max-desktop:w-36"
      />
      {Object.values(filter).some(Boolean) && (
        <Button look="quiet" icon={X} onPress={() => onChange({})}>
          {m.filters_clear()}
        </Button>
      )}
    </search>
  );
};
