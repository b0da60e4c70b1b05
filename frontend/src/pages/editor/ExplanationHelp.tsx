/** Beside the explanation: phrases to begin with, its length, and whether it says where, what, why. */
import { Check, Circle } from "lucide-react";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { setExplanation } from "@/store/edits";
import { inserted, phrasesFor } from "@/store/phrases";
import { cx } from "@/ui/cx";
import { useDesk } from "./context";
import { type Coverage, coverage, type Length, lengthOf } from "./coverage";
import type { Desk } from "./desk";
import { EXPLANATION_ID } from "./explanation-id";

interface ExplanationHelpProps {
  readonly trace: Trace;
  readonly isLocked: boolean;
}

export const ExplanationHelp = ({ trace, isLocked }: ExplanationHelpProps) => {
  const desk = useDesk();
  const { text, lang } = trace.explanation;
  const phrases = phrasesFor(trace.category, lang);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Meter length={lengthOf(text, lang)} />
        <Says found={coverage(text, lang)} />
      </div>
      {phrases.length > 0 && !isLocked && (
        <details className="text-13">
          <summary
            className="w-fit cursor-pointer rounded-sm text-12 text-accent-text hover:underline"
            title={m.snippets_help()}
          >
            {m.snippets()}
          </summary>
          <ul className="flex flex-col pt-1">
            {phrases.map((phrase) => (
              <li key={phrase}>
                <button
                  type="button"
                  lang={lang}
                  onClick={() => insertPhrase(desk, trace, phrase)}
                  className="focus-ring w-full cursor-pointer rounded-sm px-1.5 py-1 text-left text-13 text-muted hover:bg-hover hover:text-text"
                >
                  {phrase}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

/** At the caret, as one step to undo; the blank is selected, ready to be written over. */
export const insertPhrase = (desk: Desk, trace: Trace, phrase: string): void => {
  const field = document.getElementById(EXPLANATION_ID);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const range = [field.selectionStart, field.selectionEnd] as const;
  const { text, selection } = inserted(trace.explanation.text, range, phrase);
  desk.editor.settle();
  desk.editor.edit(setExplanation(trace.id, { text }));
  // The field takes the text over with its next render, which moves the caret.
  desk.bench.scope.frame(() => {
    field.focus();
    field.setSelectionRange(...selection);
  });
};

const SIZES: Readonly<Record<Length["size"], () => string>> = {
  empty: m.length_empty,
  short: m.length_short,
  good: m.length_good,
  long: m.length_long,
};

const Meter = ({ length: { count, share, size } }: { readonly length: Length }) => (
  <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
    <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-pressed">
      <span
        className={cx("block h-full", size === "good" ? "bg-good" : "bg-warn")}
        style={{ width: `${share * 100}%` }}
      />
    </span>
    <span className="numeric whitespace-nowrap">{m.length_count({ count })}</span>
    <span className="whitespace-nowrap">{SIZES[size]()}</span>
  </span>
);

const PARTS: readonly (readonly [keyof Coverage, () => string])[] = [
  ["where", m.says_where],
  ["what", m.says_what],
  ["why", m.says_why],
];

const Says = ({ found }: { readonly found: Coverage | null }) => {
  if (!found) return null;
  return (
    <ul aria-label={m.says_label()} title={m.says_advice()} className="flex gap-2.5 text-12">
      {PARTS.map(([part, name]) => {
        const Icon = found[part] ? Check : Circle;
        return (
          <li
            key={part}
            aria-label={found[part] ? m.says_yes({ part: name() }) : m.says_no({ part: name() })}
            className={cx("flex items-center gap-1", found[part] ? "text-good" : "text-muted")}
          >
            <Icon aria-hidden size={13} /> {name()}
          </li>
        );
      })}
    </ul>
  );
};
