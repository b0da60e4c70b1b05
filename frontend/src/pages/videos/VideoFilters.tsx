/** The filters of the wall; they live in the address, so that a view can be shared. */
import { X } from "lucide-react";
import { useState } from "react";
import type { VideoCounts } from "@/api/types";
import type { VideoFilter } from "@/api/videos";
import { m } from "@/i18n";
import { formatNumber } from "@/i18n/format";
import { labelName, splitName } from "@/i18n/names";
import { useScope } from "@/lib/useScope";
import { LOOKS } from "@/store/categories";
import { Button } from "@/ui/Button";
import { SearchField } from "@/ui/SearchField";
import { type Choice, Select } from "@/ui/Select";

interface VideoFiltersProps {
  readonly filter: VideoFilter;
  /** Undefined while they are not known. */
  readonly counts: VideoCounts | undefined;
  readonly onChange: (filter: VideoFilter) => void;
}

const ANY = "any";
/** A trace of the accepted document has no category. */
const UNNAMED = "none";
const TYPING_MS = 300;

/** What is typed goes into the address once the person pauses; the address's own changes win. */
const useTyped = (
  stored: string,
  store: (text: string) => void,
): readonly [string, (text: string) => void] => {
  const [text, setText] = useState(stored);
  const [seen, setSeen] = useState(stored);
  const [sent, setSent] = useState(stored);
  if (seen !== stored) {
    setSeen(stored);
    // What was sent from here may arrive while the next letters are typed already.
    if (stored !== sent) setText(stored);
    setSent(stored);
  }
  useScope(
    (scope) => {
      const next = text.trim();
      if (next === stored || next === sent) return;
      scope.timeout(TYPING_MS, () => {
        setSent(next);
        store(next);
      });
    },
    [text, stored, sent, store],
  );
  return [text, setText];
};

const SORTS: readonly (readonly [string, () => string])[] = [
  ["newest", m.sort_newest],
  ["oldest", m.sort_oldest],
  ["updated", m.sort_updated],
  ["name", m.sort_name],
];

/** How far the tasks of a video are that is ready and not accepted. */
const STAGES: readonly (readonly [string, () => string])[] = [
  ["open", m.part_open],
  ["in_work", m.stage_in_work],
  ["in_review", m.part_in_review],
  ["returned", m.part_returned],
  ["aside", m.stage_aside],
];

/** What the select of states shows: some of its entries are about the document and the tasks. */
const standingOf = ({ state, accepted, stage }: VideoFilter): string =>
  stage ?? (accepted === "true" ? "accepted" : accepted === "false" ? "waiting" : (state ?? ANY));

const filterOf = (standing: string): Pick<VideoFilter, "state" | "accepted" | "stage"> => {
  if (STAGES.some(([stage]) => stage === standing))
    return { stage: standing, state: "ready", accepted: "false" };
  if (standing === "accepted") return { accepted: "true" };
  if (standing === "waiting") return { state: "ready", accepted: "false" };
  return standing === ANY ? {} : { state: standing };
};

export const VideoFilters = ({ filter, counts, onChange }: VideoFiltersProps) => {
  const change = (part: VideoFilter): void => {
    const next = Object.entries({ ...filter, ...part });
    onChange(Object.fromEntries(next.filter(([, value]) => value && value !== ANY)));
  };
  const [search, setSearch] = useTyped(filter.search ?? "", (text) => change({ search: text }));
  const choice = (key: string, text: string, count?: number): Choice<string> => ({
    key,
    text: count === undefined ? text : `${text} (${formatNumber(count)})`,
  });
  const { states, labels, splits, generators } = counts ?? {};
  const known = Object.keys(generators ?? {}).filter(Boolean);
  const { generator, sort, ...others } = filter;
  const listed = generator && !known.includes(generator) ? [generator, ...known] : known;
  return (
    <search aria-label={m.filters()} className="flex flex-wrap items-center gap-2">
      {/* A row of their own: the selects below wrap as they like, and neither of these is cut. */}
      <div className="flex w-full gap-2">
        <SearchField
          label={m.search_videos()}
          placeholder={m.search_videos()}
          value={search}
          onChange={setSearch}
          className="min-w-0 flex-1"
        />
        <Select
          label={m.sort_label()}
          isLabelHidden
          choices={SORTS.map(([key, text]) => ({ key, text: text() }))}
          value={sort ?? "newest"}
          onChange={(key) => change({ sort: key === "newest" ? ANY : key })}
          className="w-44 shrink-0 max-tablet:w-36"
        />
      </div>
      <Select
        label={m.filter_state()}
        isLabelHidden
        choices={[
          choice(ANY, m.any_state()),
          choice("waiting", m.video_waiting()),
          choice("accepted", m.video_accepted()),
          ...STAGES.map(([key, text]) => choice(key, text())),
          choice("ready", m.video_ready(), states?.ready ?? 0),
          choice("preparing", m.video_preparing(), states?.preparing ?? 0),
          choice("new", m.video_new(), states?.new ?? 0),
          choice("rejected", m.video_rejected(), states?.rejected ?? 0),
        ]}
        value={standingOf(filter)}
        onChange={(key) => change({ state: ANY, accepted: ANY, stage: ANY, ...filterOf(key) })}
        className="w-40 max-desktop:w-32"
      />
      <Select
        label={m.filter_label()}
        isLabelHidden
        choices={[
          choice(ANY, m.any_label()),
          ...["fake", "real", "unknown"].map((key) =>
            choice(key, labelName(key), labels?.[key] ?? 0),
          ),
        ]}
        value={filter.label ?? ANY}
        onChange={(key) => change({ label: key })}
        className="w-36 max-desktop:w-32"
      />
      <Select
        label={m.filter_split()}
        isLabelHidden
        choices={[
          choice(ANY, m.any_split()),
          ...["train", "val", "test"].map((key) => choice(key, splitName(key), splits?.[key] ?? 0)),
        ]}
        value={filter.split ?? ANY}
        onChange={(key) => change({ split: key })}
        className="w-36 max-desktop:w-32"
      />
      <Select
        label={m.filter_category()}
        isLabelHidden
        choices={[
          choice(ANY, m.any_category()),
          ...LOOKS.map(({ slug, code, name }) => choice(slug ?? ANY, `${code} ${name()}`)),
          choice(UNNAMED, m.editor_category_none()),
        ]}
        value={filter.category ?? ANY}
        onChange={(key) => change({ category: key })}
        className="w-44 max-desktop:w-40"
      />
      {listed.length > 0 && (
        <Select
          label={m.filter_generator()}
          isLabelHidden
          choices={[
            choice(ANY, m.any_generator()),
            ...listed.map((name) => choice(name, name, generators?.[name] ?? 0)),
          ]}
          value={generator ?? ANY}
          onChange={(key) => change({ generator: key })}
          className="w-40 max-desktop:w-36"
        />
      )}
      {(generator || Object.values(others).some(Boolean)) && (
        <Button look="quiet" icon={X} onPress={() => onChange(sort ? { sort } : {})}>
          {m.filters_clear()}
        </Button>
      )}
    </search>
  );
};
