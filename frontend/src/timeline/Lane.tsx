/** One trace on the timeline: its span with two sliders for ends, and its keyframes. */
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import { LANE_HEIGHT, layLane } from "./lane-layout";
import type { Scale } from "./scale";

interface LaneProps {
  readonly trace: Trace;
  readonly scale: Scale;
  readonly frameCount: number;
  readonly isSelected: boolean;
  /** The keyframe in focus, by frame. */
  readonly keyframe: number | null;
  readonly isReadOnly: boolean;
  /** Whether Tab stops at its ends: at those of one lane only. */
  readonly isStop: boolean;
  /** Whether its box is drawn over the picture. */
  readonly isSeen: boolean;
  /** Moves an end by whole frames; also called for the arrow keys. */
  readonly onTrim: (edge: "start" | "end", by: number) => void;
  readonly onFocusEdge: (edge: "start" | "end") => void;
  /** Words for a frame, such as "frame 12, 0.50 s". */
  readonly say: (frame: number) => string;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export const Lane = (props: LaneProps) => {
  const { trace, scale, isSelected, keyframe, isReadOnly, isSeen } = props;
  const node = useRef<SVGGElement>(null);
  const { colour } = categoryOf(trace.category);

  useLayoutEffect(() => {
    node.current?.style.setProperty("--stroke", colour);
    if (node.current) layLane(node.current, trace, scale);
  });

  return (
    <svg width="100%" height={LANE_HEIGHT} className="block" aria-hidden={false}>
      <title>{categoryOf(trace.category).name()}</title>
      <g
        ref={node}
        data-lane={trace.id}
        data-selected={isSelected}
        data-seen={isSeen}
        data-locked={isReadOnly}
        className="lane"
      >
        <rect data-part="bar" data-grip="body" className="lane-bar" rx="4" />
        {trace.track.map(({ frame, box }) => (
          <g
            key={frame}
            data-part="keyframe"
            data-grip="keyframe"
            data-frame={frame}
            data-focused={isSelected && keyframe === frame}
            className="lane-keyframe"
          >
            <rect fill="transparent" />
            <path className={box ? "lane-diamond" : "lane-absent"} />
          </g>
        ))}
        <Edge {...props} edge="start" />
        <Edge {...props} edge="end" />
      </g>
    </svg>
  );
};

const Edge = ({
  trace,
  frameCount,
  edge,
  isReadOnly,
  isStop,
  onTrim,
  onFocusEdge,
  say,
}: LaneProps & { readonly edge: "start" | "end" }) => {
  const isStart = edge === "start";
  const [start, end] = trace.span;
  // The slider names frames that are inside: the end's value is the last of them.
  const value = isStart ? start : end - 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onTrim(edge, event.shiftKey ? step * 5 : step);
  };
  const name = categoryOf(trace.category).name();
  return (
    <g
      data-part={edge}
      data-grip={edge}
      role="slider"
      tabIndex={isStop ? 0 : -1}
      aria-label={
        isStart ? m.editor_lane_start({ trace: name }) : m.editor_lane_end({ trace: name })
      }
      aria-valuemin={isStart ? 0 : start}
      aria-valuemax={isStart ? end - 1 : frameCount - 1}
      aria-valuenow={value}
      aria-valuetext={say(value)}
      aria-readonly={isReadOnly}
      onKeyDown={onKeyDown}
      onFocus={() => onFocusEdge(edge)}
      className="lane-edge"
    >
      <path fill="transparent" />
      <path className="lane-bracket" />
    </g>
  );
};
