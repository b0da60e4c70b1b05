/** What one revision changed, in words: what went is struck out, what came is underlined. */
import { CategoryChip } from "@/canvas/CategoryChip";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import { type Change, wordsBetween } from "./diff";
import { partWords, verdictName } from "./words";

export const Difference = ({ changes }: { readonly changes: readonly Change[] }) => {
  if (changes.length === 0) return <p className="text-12 text-muted">{m.diff_nothing()}</p>;
  return (
    <ul className="flex flex-col gap-1.5 text-13">
      {changes.map((change) => (
        <li key={"trace" in change ? `${change.kind} ${change.trace.id}` : change.kind}>
          <ChangeLine change={change} />
        </li>
      ))}
    </ul>
  );
};

const ChangeLine = ({ change }: { readonly change: Change }) => {
  switch (change.kind) {
    case "verdict":
      return <>{m.diff_verdict({ from: verdictName(change.from), to: verdictName(change.to) })}</>;
    case "note":
      return (
        <>
          {m.diff_note()} <WordsLine from={change.from} to={change.to} />
        </>
      );
    case "order":
      return <>{m.diff_order()}</>;
    case "added":
      return <TraceLine trace={change.trace} text={m.diff_added()} />;
    case "removed":
      return <TraceLine trace={change.trace} text={m.diff_removed()} />;
    case "changed":
      return (
        <div className="flex flex-col gap-0.5">
          <TraceLine trace={change.trace} text={m.diff_changed()} />
          <ul className="ml-8 list-disc text-12 text-muted">
            {change.parts.flatMap((part) =>
              part.kind === "text"
                ? [
                    <li key="text">
                      {m.diff_text()} <WordsLine from={part.from} to={part.to} />
                    </li>,
                  ]
                : partWords(part).map((line) => <li key={line}>{line}</li>),
            )}
          </ul>
        </div>
      );
  }
};

const TraceLine = ({ trace, text }: { readonly trace: Trace; readonly text: string }) => (
  <span className="flex items-center gap-2">
    <CategoryChip category={trace.category} />
    <span>
      {categoryOf(trace.category).name()}{" "}
      <span className="numeric text-12 text-muted">
        {trace.span[0]}–{trace.span[1] - 1}
      </span>{" "}
      <strong className="font-medium">{text}</strong>
    </span>
  </span>
);

const LOOKS = {
  same: ["span", undefined],
  gone: ["del", "text-bad"],
  new: ["ins", "text-good"],
} as const;

const WordsLine = ({ from, to }: { readonly from: string; readonly to: string }) => (
  <span className="wrap-anywhere text-text">
    {wordsBetween(from, to).map(({ kind, text }, index) => {
      const [Tag, className] = LOOKS[kind];
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: words have no other identity.
        <Tag key={index} className={className}>
          {text}
        </Tag>
      );
    })}
  </span>
);
