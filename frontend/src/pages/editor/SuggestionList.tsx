/** What a model suggests, each to be accepted, edited or rejected; nothing before the first look. */
import { useQuery } from "@tanstack/react-query";
import { Check, EyeOff, Pencil, RotateCw, X } from "lucide-react";
import { useEffect } from "react";
import { suggestionsQuery } from "@/api/suggestions";
import type { Bin } from "@/api/types";
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { binName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { canEdit } from "@/store/editor";
import {
  agreedIn,
  type Suggestion,
  suggestionsIn,
  undecided,
  unfiltered,
} from "@/store/suggestions";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { BinFilter } from "./BinFilter";
import { accept, acceptAndEdit, aimAt, reject } from "./commands/suggestions";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";
import { keptFilter } from "./suggestion-filter";

export const SuggestionList = () => {
  const { bench } = useDesk();
  return bench.options.mode === "label" && bench.editor.state.mayEdit ? <Suggested /> : null;
};

/** Fetches the suggestions of the task and hands them to the editor. */
const useSuggestions = () => {
  const { bench, editor } = useDesk();
  const found = useQuery(suggestionsQuery(bench.options.task.id));
  const { data } = found;
  useEffect(() => {
    if (!data) return;
    editor.set({
      hiddenBins: keptFilter(),
      suggestions: data.shown ? suggestionsIn(data.prediction, bench.frameCount) : [],
      rejected: Object.keys(data.decided).filter((id) => data.decided[id] === "reject"),
    });
  }, [data, editor, bench]);
  return found;
};

const Suggested = () => {
  const found = useSuggestions();
  const document = useEditor((state) => state.history.document);
  const suggestions = useEditor((state) => state.suggestions);
  const rejected = useEditor((state) => state.rejected);
  const aimed = useEditor((state) => state.aimed);
  const desk = useDesk();
  const hidden = useEditor((state) => state.hiddenBins);
  const undone = undecided(document, suggestions, rejected);
  const waiting = unfiltered(undone, hidden);
  const agreed = agreedIn(document, suggestions).size;
  if (found.isError)
    return (
      <Section>
        <p className="text-13 text-muted">{m.editor_suggestions_failed()}</p>
        <Button
          size="dense"
          look="quiet"
          icon={RotateCw}
          className="self-start"
          onPress={() => void found.refetch()}
        >
          {m.try_again()}
        </Button>
      </Section>
    );
  if (found.data?.shown === false)
    return (
      <Section>
        <p className="flex items-start gap-2 text-13 text-muted">
          <EyeOff aria-hidden size={15} className="mt-0.5 shrink-0" />
          {m.editor_suggestions_blind()}
        </p>
      </Section>
    );
  if (suggestions.length === 0) return null;
  return (
    <Section left={waiting.length}>
      {agreed > 0 && (
        <p className="text-13 text-muted">{m.editor_suggestions_agreed({ count: agreed })}</p>
      )}
      <BinFilter undone={undone} />
      {undone.length === 0 && (
        <p className="text-13 text-muted">{m.editor_suggestions_decided()}</p>
      )}
      <ul className="-mx-4 flex flex-col">
        {waiting.map((each) => (
          <li
            key={each.id}
            className={cx(
              "border-t border-line first:border-0",
              each.id === aimed && "bg-raised shadow-[inset_3px_0_0_var(--accent)]",
            )}
          >
            <Row
              suggestion={each}
              isAimed={each.id === aimed}
              onPress={() => (each.id === aimed ? desk.editor.aim(null) : aimAt(desk, each))}
            />
            {each.id === aimed && <Decision suggestion={each} />}
          </li>
        ))}
      </ul>
    </Section>
  );
};

interface SectionProps {
  /** How many wait for a decision. */
  readonly left?: number;
  readonly children: React.ReactNode;
}

const Section = ({ left = 0, children }: SectionProps) => (
  <section
    id="suggestions"
    aria-label={m.editor_suggestions()}
    className="flex flex-col gap-2 border-b border-line px-4 py-3"
  >
    <div className="flex items-center justify-between">
      <h2 className="text-13 font-semibold">
        {m.editor_suggestions()} {left > 0 && <span className="numeric text-muted">{left}</span>}
      </h2>
      {left > 0 && (
        <span className="flex items-center gap-1 text-12 text-muted">
          <BoundKey of="suggestion" /> {m.editor_suggestion_next()}
        </span>
      )}
    </div>
    {children}
  </section>
);

const TONES: Readonly<Record<Bin, Tone>> = {
  likely: "accent",
  possible: "neutral",
  unlikely: "neutral",
};

interface RowProps {
  readonly suggestion: Suggestion;
  readonly isAimed: boolean;
  readonly onPress: () => void;
}

const Row = ({ suggestion: { trace, bin }, isAimed, onPress }: RowProps) => (
  <button
    type="button"
    aria-expanded={isAimed}
    onClick={onPress}
    className="grid w-full cursor-pointer grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-2.5 px-4 py-2 text-left hover:bg-hover"
  >
    <CategoryChip category={trace.category} />
    <span className="truncate text-13 font-medium">{categoryOf(trace.category).name()}</span>
    <Badge tone={TONES[bin]}>{binName(bin)}</Badge>
    <span className="numeric text-12 text-muted">
      {trace.span[0]}–{trace.span[1] - 1}
    </span>
  </button>
);

const Decision = ({ suggestion: { trace } }: { readonly suggestion: Suggestion }) => {
  const desk = useDesk();
  const isLocked = useEditor((state) => !canEdit(state));
  return (
    <div className="flex flex-col gap-3 px-4 pb-3">
      {trace.explanation.text && (
        <p lang={trace.explanation.lang} className="text-13 text-muted">
          {trace.explanation.text}
        </p>
      )}
      <div className="grid grid-cols-3 gap-1.5">
        <Button
          size="dense"
          className="px-1!"
          icon={Check}
          isDisabled={isLocked}
          onPress={() => accept(desk)}
        >
          {m.editor_suggestion_accept()} <BoundKey of="acceptSuggestion" />
        </Button>
        <Button
          size="dense"
          className="px-1!"
          icon={Pencil}
          isDisabled={isLocked}
          onPress={() => acceptAndEdit(desk)}
        >
          {m.editor_suggestion_edit()} <BoundKey of="editSuggestion" />
        </Button>
        <Button
          size="dense"
          className="px-1!"
          icon={X}
          isDisabled={isLocked}
          onPress={() => reject(desk)}
        >
          {m.editor_suggestion_reject()} <BoundKey of="rejectSuggestion" />
        </Button>
      </div>
    </div>
  );
};
