/** Commands on what a model suggests: look at the next, accept, accept and edit, reject. */
import { decideSuggestion } from "@/api/suggestions";
import type { Bin } from "@/api/types";
import { m } from "@/i18n";
import { binName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { addTrace } from "@/store/edits";
import { adopted, aimedOf, BINS, nextFilter, type Suggestion, shownOf } from "@/store/suggestions";
import type { Desk } from "../desk";
import { withWay } from "../keys/spelled";
import { keepFilter } from "../suggestion-filter";

/** Brings a suggestion into focus and shows a frame where it can be seen. */
export const aimAt = (desk: Desk, { id, trace }: Suggestion): void => {
  desk.editor.aim(id);
  const { frame } = desk.editor.state;
  if (frame < trace.span[0] || frame >= trace.span[1]) desk.seek(trace.span[0]);
};

/** Nothing is accepted unseen: deciding never moves on by itself, this does. */
export const next = (desk: Desk): void => {
  const waiting = shownOf(desk.editor.state);
  const now = waiting.findIndex(({ id }) => id === desk.editor.state.aimed);
  const found = waiting[(now + 1) % Math.max(1, waiting.length)];
  if (!found) desk.room.hint(m.editor_hint_no_suggestion());
  else aimAt(desk, found);
};

/** Shows suggestions by confidence: all, without the unlikely, only the likely. */
export const filterByConfidence = (desk: Desk): void => {
  const { state } = desk.editor;
  const hiddenBins = nextFilter(state.hiddenBins);
  setFilter(desk, hiddenBins);
  const shown = BINS.filter((bin) => !hiddenBins.includes(bin)).map(binName);
  desk.room.hint(m.editor_hint_filter({ bins: shown.join(", ") }));
};

export const setFilter = (desk: Desk, hiddenBins: readonly Bin[]): void => {
  desk.editor.set({ hiddenBins });
  if (!aimedOf(desk.editor.state)) desk.editor.aim(null);
  keepFilter(hiddenBins);
};

/** The suggestion in focus, or null with a word on how to get there. */
const needAimed = (desk: Desk): Suggestion | null => {
  const { state } = desk.editor;
  const found = aimedOf(state);
  if (!found)
    desk.room.hint(
      shownOf(state).length > 0
        ? withWay(m.editor_hint_aim_first(), m.editor_way_suggestion, { key: "suggestion" })
        : m.editor_hint_no_suggestion(),
    );
  return found;
};

/** The submitted document decides in the end; this says so early, and may get lost. */
const tell = (desk: Desk, id: string, verb: "accept" | "reject"): void => {
  decideSuggestion(desk.bench.options.task.id, id, verb).catch(() => undefined);
};

/** Adds the suggested trace to the document; its new id, or null when that may not be. */
const adopt = (desk: Desk): string | null => {
  const found = needAimed(desk);
  if (!found || !desk.mayEdit()) return null;
  const trace = adopted(found, crypto.randomUUID());
  if (!desk.editor.edit(addTrace(trace))) return null;
  desk.editor.aim(null);
  tell(desk, found.id, "accept");
  return trace.id;
};

export const accept = (desk: Desk): void => {
  if (adopt(desk) === null) return;
  const left = shownOf(desk.editor.state).length;
  desk.room.hint(
    left > 0
      ? withWay(m.editor_hint_accepted(), m.editor_way_suggestion, { key: "suggestion" })
      : m.editor_hint_accepted_last(),
  );
};

export const acceptAndEdit = (desk: Desk): void => {
  const id = adopt(desk);
  if (id === null) return;
  desk.editor.select(id);
  desk.room.focusStage();
  desk.room.hint(
    withWay(m.editor_hint_accepted_edit(), m.editor_way_span, { start: "start", end: "end" }),
  );
};

export const reject = (desk: Desk): void => {
  const found = needAimed(desk);
  if (!found || !desk.mayEdit()) return;
  const { editor } = desk;
  editor.set({ rejected: [...editor.state.rejected, found.id], aimed: null });
  tell(desk, found.id, "reject");
  desk.room.undoable(
    m.editor_rejected({ category: categoryOf(found.trace.category).name() }),
    () => {
      editor.set({ rejected: editor.state.rejected.filter((id) => id !== found.id) });
      aimAt(desk, found);
    },
  );
};
