/** Every document of the clip: whose it is, what it says, and whether it is drawn. */
import { Link } from "@tanstack/react-router";
import {
  BrainCircuit,
  ClipboardCheck,
  History as HistoryIcon,
  Star,
  UserRound,
} from "lucide-react";
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { binName } from "@/i18n/names";
import { categoryOf } from "@/store/categories";
import { Badge } from "@/ui/Badge";
import { Button, buttonClass } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { cx } from "@/ui/cx";
import { Panel } from "@/ui/Panel";
import { TaskBadge } from "@/ui/TaskBadge";
import { leaningName } from "../videos/doubt";
import type { Layer } from "./layers";
import type { Viewer } from "./viewer";
import { titleOf, verdictName } from "./words";

interface LayersProps {
  readonly title: string;
  readonly empty: string;
  readonly project: string;
  readonly layers: readonly Layer[];
  readonly shown: ReadonlySet<string>;
  readonly selected: { readonly layer: string; readonly trace: string } | null;
  readonly viewer: Viewer;
  readonly onShow: (key: string, isShown: boolean) => void;
  readonly onHistory: (layer: Layer) => void;
}

export const Layers = ({ title, empty, layers, ...list }: LayersProps) => (
  <Panel title={title}>
    {layers.length === 0 ? (
      <p className="px-4 py-4 text-13 text-muted">{empty}</p>
    ) : (
      <ul>
        {layers.map((layer) => (
          <li key={layer.key} className="border-b border-line px-4 py-3 last:border-0">
            <LayerCard layer={layer} {...list} />
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

type LayerCardProps = Omit<LayersProps, "title" | "empty" | "layers"> & { readonly layer: Layer };

const LayerCard = ({ layer, project, shown, selected, viewer, ...card }: LayerCardProps) => {
  const { annotation, prediction, document } = layer;
  const isShown = shown.has(layer.key);
  const look = (trace: string, frame: number): void => {
    card.onShow(layer.key, true);
    viewer.select(layer.key, trace, frame);
  };
  return (
    <article aria-label={titleOf(layer)} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-2">
        <Checkbox
          label={titleOf(layer)}
          isSelected={isShown}
          onChange={(next) => card.onShow(layer.key, next)}
          aria-label={m.layer_show({ who: titleOf(layer) })}
        />
        {layer.isAccepted && (
          <Badge tone="good" icon={Star}>
            {m.layer_accepted()}
          </Badge>
        )}
        {annotation && !layer.isAccepted && (
          <TaskBadge state={annotation.state === "draft" ? "leased" : annotation.state} />
        )}
        <Badge icon={prediction ? BrainCircuit : UserRound}>
          {prediction ? leaningName(prediction.p_fake) : verdictName(document.verdict)}
        </Badge>
      </header>
      {document.note && <p className="text-12 wrap-anywhere text-muted">{document.note}</p>}
      <ul className="-mx-2 flex flex-col">
        {document.traces.map((trace, index) => {
          const isSelected = selected?.layer === layer.key && selected.trace === trace.id;
          const bin = prediction?.bins[index];
          return (
            <li key={trace.id}>
              <button
                type="button"
                aria-pressed={isSelected}
                onClick={() => look(trace.id, trace.span[0])}
                className={cx(
                  "flex w-full cursor-pointer gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover",
                  isSelected && "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]",
                )}
              >
                <CategoryChip category={trace.category} />
                <span className="flex min-w-0 flex-col">
                  <span className="text-13">
                    {categoryOf(trace.category).name()}{" "}
                    <span className="numeric text-12 text-muted">
                      {trace.span[0]}–{trace.span[1] - 1}
                      {bin && ` · ${binName(bin)}`}
                    </span>
                  </span>
                  {trace.explanation.text && (
                    <span
                      lang={trace.explanation.lang}
                      className="text-12 wrap-anywhere text-muted"
                    >
                      {trace.explanation.text}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {annotation && (
        <footer className="flex flex-wrap gap-2">
          {annotation.task !== null && annotation.state !== "draft" && (
            <Link
              to="/p/$project/review/$taskId"
              params={{ project, taskId: String(annotation.task) }}
              search={() => viewer.place}
              className={buttonClass("secondary", "dense")}
            >
              <ClipboardCheck aria-hidden size={15} /> {m.layer_review()}
            </Link>
          )}
          <Button size="dense" icon={HistoryIcon} onPress={() => card.onHistory(layer)}>
            {m.history_title()}
          </Button>
        </footer>
      )}
    </article>
  );
};
