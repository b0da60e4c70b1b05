/** One plain lane for everything a model suggests that is still undecided. */
import type { KeyboardEvent } from "react";
import { m } from "@/i18n";
import { binName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { type Suggestion, stacked } from "@/store/suggestions";
import { type Scale, xOf } from "./scale";

interface SuggestionLaneProps {
  readonly suggestions: readonly Suggestion[];
  readonly aimed: string | null;
  readonly scale: Scale;
  readonly onAim: (suggestion: Suggestion) => void;
}

const ROW = 22;
const PAD = 4;
const LEAST_WIDTH = 6;
/** Pixels that code and bin need. */
const TEXT_FROM = 90;

export const SuggestionLane = ({ suggestions, aimed, scale, onAim }: SuggestionLaneProps) => {
  const placed = stacked(suggestions);
  const rows = Math.max(...placed.map(({ row }) => row + 1));
  return (
    <div className="grid grid-cols-(--timeline-columns) border-b border-line bg-sunken">
      <div className="flex items-center border-r border-line px-3 text-13 text-muted">
        <span className="truncate">{m.editor_suggestions()}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing. */}
      <svg
        role="group"
        aria-label={m.editor_suggestions()}
        width="100%"
        height={rows * ROW + PAD}
        className="block overflow-hidden"
      >
        {placed.map(({ suggestion, row }) => (
          <Bar
            key={suggestion.id}
            suggestion={suggestion}
            isAimed={suggestion.id === aimed}
            top={PAD / 2 + row * ROW}
            scale={scale}
            onAim={() => onAim(suggestion)}
          />
        ))}
      </svg>
    </div>
  );
};

interface BarProps {
  readonly suggestion: Suggestion;
  readonly isAimed: boolean;
  readonly top: number;
  readonly scale: Scale;
  readonly onAim: () => void;
}

const Bar = ({ suggestion, isAimed, top, scale, onAim }: BarProps) => {
  const { trace, bin } = suggestion;
  const { code, colour, name } = categoryOf(trace.category);
  const [start, end] = trace.span;
  const left = xOf(scale, start);
  const width = Math.max(xOf(scale, end) - left, LEAST_WIDTH);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onAim();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing.
    <g
      role="button"
      tabIndex={0}
      aria-pressed={isAimed}
      aria-label={m.editor_suggestion_said({
        code,
        category: name(),
        start,
        end: end - 1,
        bin: binName(bin),
      })}
      data-aimed={isAimed}
      className="suggestion"
      style={{ "--stroke": colour } as React.CSSProperties}
      onClick={onAim}
      onKeyDown={onKeyDown}
    >
      <rect x={left} y={top + 2} width={width} height={ROW - 4} rx="4" className="suggestion-bar" />
      {width > TEXT_FROM && (
        <text x={left + 8} y={top + ROW / 2 + 4} className="suggestion-text">
          {code} · {binName(bin)}
        </text>
      )}
    </g>
  );
};
