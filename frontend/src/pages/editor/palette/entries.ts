/** What the command palette offers: the keyboard's own table, categories, traces, frames, pages. */
import { isAtLeast } from "@/api/session";
import type { Role } from "@/api/types";
import { type FrameTable, frameAt, frameCount } from "@/domain/timeline";
import { m } from "@/i18n";
import { categoryOf, LOOKS } from "@/store/categories";
import { shownOf } from "@/store/suggestions";
import { aimAt } from "../commands/suggestions";
import { beginTrace, categorize, reveal } from "../commands/traces";
import type { Desk } from "../desk";
import type { Binding } from "../keymap";
import { keysOf, type Mode, type Moves } from "../keys/moves";
import { frameText } from "../words";
import type { Findable } from "./rank";

export interface Entry extends Findable {
  readonly id: string;
  readonly kind: () => string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

/** Rows with many chords are offered one by one below, by what they are about. */
const isSingle = ({ chords }: Binding): boolean => chords.length < 9;

export const commandEntries = (
  desk: Desk,
  table: readonly Binding[],
  mode: Mode,
  moves: Moves,
): readonly Entry[] =>
  table
    .filter(({ only }) => !only || only === mode)
    .filter(isSingle)
    .flatMap((binding) => {
      const [chord] = binding.chords;
      if (!chord || binding.release) return [];
      const keys = keysOf(binding, moves);
      const entry: Entry = {
        id: `command ${chord.code} ${binding.keys}`,
        kind: m.palette_command,
        text: binding.name(),
        words: keys,
        keys,
        run: () => binding.run(desk, chord),
      };
      return [entry];
    });

export const categoryEntries = (desk: Desk): readonly Entry[] =>
  LOOKS.flatMap(({ slug, digit, code, name }) => {
    const words = `${code} ${slug?.replace("_", " ") ?? ""}`;
    const category: Entry = {
      id: `category ${code}`,
      kind: m.palette_category,
      text: name(),
      words,
      keys: digit,
      run: () => categorize(Number(digit))(desk),
    };
    const begin: Entry = {
      id: `begin ${code}`,
      kind: m.palette_new,
      text: m.palette_new_trace({ category: name() }),
      words,
      keys: `Shift+${digit}`,
      run: () => beginTrace(Number(digit))(desk),
    };
    return [category, begin];
  });

export const traceEntries = (desk: Desk): readonly Entry[] => [
  ...desk.editor.document.traces.map((trace, index): Entry => {
    const { code, name } = categoryOf(trace.category);
    const [start, end] = trace.span;
    return {
      id: `trace ${trace.id}`,
      kind: m.palette_trace,
      text: m.palette_trace_text({
        number: index + 1,
        category: name(),
        start,
        end: end - 1,
      }),
      words: `${code} ${trace.explanation.text.slice(0, 200)}`,
      run: () => reveal(desk, trace),
    };
  }),
  ...shownOf(desk.editor.state).map((suggestion): Entry => {
    const { code, name } = categoryOf(suggestion.trace.category);
    const [start, end] = suggestion.trace.span;
    return {
      id: `suggestion ${suggestion.id}`,
      kind: m.palette_suggestion,
      text: m.palette_suggestion_text({ category: name(), start, end: end - 1 }),
      words: code,
      run: () => aimAt(desk, suggestion),
    };
  }),
];

/** "42" is a frame, "1.5s" a moment; what lies outside the clip is nothing. */
export const frameEntries = (
  query: string,
  table: FrameTable,
  seek: (frame: number) => void,
): readonly Entry[] => {
  const frame = frameOf(query.trim(), table);
  if (frame === null) return [];
  const text = m.palette_frame_text({ frame: frameText(table, frame) });
  return [{ id: "frame", kind: m.palette_frame, text, run: () => seek(frame) }];
};

export const frameOf = (query: string, table: FrameTable): number | null => {
  const [, whole] = /^#?(\d{1,6})$/.exec(query) ?? [];
  if (whole !== undefined) return Number(whole) < frameCount(table) ? Number(whole) : null;
  const [, seconds] = /^(\d{1,4}(?:[.,]\d{1,3})?) ?(?:s|초)$/.exec(query) ?? [];
  if (seconds === undefined) return null;
  return frameAt(table, Number(seconds.replace(",", ".")));
};

type Place =
  | "/p/$project"
  | "/p/$project/guideline"
  | "/p/$project/review"
  | "/p/$project/videos"
  | "/p/$project/snapshots"
  | "/p/$project/exports"
  | "/p/$project/models"
  | "/p/$project/members"
  | "/p/$project/settings";

const PLACES: readonly (readonly [to: Place, text: () => string, least: Role])[] = [
  ["/p/$project", m.nav_tasks, "annotator"],
  ["/p/$project/guideline", m.nav_guideline, "annotator"],
  ["/p/$project/review", m.nav_review, "reviewer"],
  ["/p/$project/videos", m.nav_videos, "reviewer"],
  ["/p/$project/snapshots", m.nav_snapshots, "reviewer"],
  ["/p/$project/exports", m.nav_exports, "reviewer"],
  ["/p/$project/models", m.nav_models, "reviewer"],
  ["/p/$project/members", m.nav_members, "manager"],
  ["/p/$project/settings", m.nav_settings, "manager"],
];

export const pageEntries = (role: Role | null, go: (to: Place) => void): readonly Entry[] =>
  PLACES.filter(([, , least]) => isAtLeast(role, least)).map(([to, text]) => ({
    id: `page ${to}`,
    kind: m.palette_page,
    text: text(),
    words: to.slice("/p/$project".length),
    run: () => go(to),
  }));
