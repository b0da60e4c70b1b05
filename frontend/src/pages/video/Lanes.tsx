/** A small timeline: one lane per trace of every shown layer, the whole clip across. */
import type { CSSProperties } from "react";
import { useStore } from "zustand";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import { cx } from "@/ui/cx";
import type { Layer } from "./layers";
import type { Viewer } from "./viewer";
import { titleOf } from "./words";

interface LanesProps {
  readonly viewer: Viewer;
  readonly layers: readonly Layer[];
  readonly frameCount: number;
}

export const Lanes = ({ viewer, layers, frameCount }: LanesProps) => {
  const frame = useStore(viewer.store, (state) => state.frame) ?? 0;
  const selected = useStore(viewer.store, (state) => state.selected);
  const shown = layers.filter(({ document }) => document.traces.length > 0);
  const percent = (at: number): string => `${(at / frameCount) * 100}%`;
  if (shown.length === 0)
    return <p className="py-2 text-13 text-muted">{m.video_no_traces_shown()}</p>;
  return (
    <section
      aria-label={m.video_lanes()}
      className="relative overflow-hidden rounded-md border border-line bg-sunken"
    >
      {shown.map((layer) => (
        <div key={layer.key} className="border-b border-line last:border-0">
          <p className="truncate px-2 pt-1 text-12 text-muted">{titleOf(layer)}</p>
          {layer.document.traces.map((trace) => (
            <div key={trace.id} className="relative h-7">
              <LaneBar
                trace={trace}
                layer={layer}
                isSelected={selected?.layer === layer.key && selected.trace === trace.id}
                style={{
                  left: percent(trace.span[0]),
                  width: percent(trace.span[1] - trace.span[0]),
                }}
                onPress={() => viewer.select(layer.key, trace.id, trace.span[0])}
              />
              {trace.track.map((keyframe) => (
                <span
                  key={keyframe.frame}
                  aria-hidden
                  className="pointer-events-none absolute top-2.5 size-2 -translate-x-1 rotate-45 border border-[#000000cc] bg-white"
                  style={{ left: percent(keyframe.frame + 0.5) }}
                />
              ))}
            </div>
          ))}
        </div>
      ))}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-px bg-accent"
        style={{ left: percent(frame + 0.5) }}
      />
    </section>
  );
};

interface LaneBarProps {
  readonly trace: Trace;
  readonly layer: Layer;
  readonly isSelected: boolean;
  readonly style: CSSProperties;
  readonly onPress: () => void;
}

const LaneBar = ({ trace, layer, isSelected, style, onPress }: LaneBarProps) => {
  const { code, colour, name } = categoryOf(trace.category);
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      aria-label={m.video_lane_said({
        code,
        category: name(),
        start: trace.span[0],
        end: trace.span[1] - 1,
        who: titleOf(layer),
      })}
      onClick={onPress}
      className={cx(
        "absolute inset-y-0.5 flex min-w-2 cursor-pointer items-center overflow-hidden rounded-sm pr-1.5 pl-4 text-12 font-semibold text-[#000000]",
        layer.kind === "prediction" && "border-2 border-dashed border-[#000000]",
        isSelected && "outline-2 -outline-offset-2 outline-accent",
      )}
      style={{ ...style, backgroundColor: colour }}
    >
      {code}
    </button>
  );
};
