/** The timeline: ruler, filmstrip and one lane per trace, with the playhead across all of them. */
import "./timeline.css";
import { ZoomIn, ZoomOut } from "lucide-react";
import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import { frameCount as countOf, type FrameTable, secondsAt } from "@/domain/timeline";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { canEdit, type Editor } from "@/store/editor";
import { setSpan } from "@/store/edits";
import { type Suggestion, undecided, unfiltered } from "@/store/suggestions";
import { isSeen } from "@/store/veil";
import { IconButton } from "@/ui/Button";
import { Dragger } from "./dragger";
import { Filmstrip } from "./Filmstrip";
import { Lane } from "./Lane";
import { LaneTitle } from "./LaneTitle";
import { Playhead } from "./playhead";
import { Preview } from "./preview";
import { type Flag, Ruler } from "./Ruler";
import { SuggestionLane } from "./SuggestionLane";
import { fitted, pannedBy, type Scale, showing, xOf, zoomedAt } from "./scale";
import type { VeilLabels } from "./VeilToggles";

const NEAREST: ScrollIntoViewOptions = { block: "nearest" };

/** Each with its key. */
export interface TimelineLabels extends VeilLabels {
  readonly zoomIn: string;
  readonly zoomOut: string;
}

interface TimelineProps {
  readonly editor: Editor;
  readonly table: FrameTable;
  readonly filmstrip: string | null;
  /** Frames that comments point at. */
  readonly flags: readonly Flag[];
  /** Resolves when the picture has come to the frame, or to a later wish. */
  readonly seek: (frame: number) => Promise<unknown>;
  readonly say: (frame: number) => string;
  readonly labels: TimelineLabels;
  /** Brings a suggestion into focus. */
  readonly onAim: (suggestion: Suggestion) => void;
  /** Shown while there are no traces. */
  readonly empty: ReactNode;
  readonly onDragger: (dragger: Dragger | null) => void;
  /** Takes what zooms the timeline about the playhead, by a factor. */
  readonly onZoom: (zoom: ((factor: number) => void) | null) => void;
}

export const Timeline = (props: TimelineProps) => {
  const { editor, table, filmstrip, flags, seek, say, labels, onAim, empty, onDragger, onZoom } =
    props;
  const document = useStore(editor.store, (state) => state.history.document);
  const suggestions = useStore(editor.store, (state) => state.suggestions);
  const rejected = useStore(editor.store, (state) => state.rejected);
  const hiddenBins = useStore(editor.store, (state) => state.hiddenBins);
  const aimed = useStore(editor.store, (state) => state.aimed);
  const waiting = unfiltered(undecided(document, suggestions, rejected), hiddenBins);
  const { traces } = document;
  const selected = useStore(editor.store, (state) => state.selected);
  const keyframe = useStore(editor.store, (state) => state.keyframe);
  const isReadOnly = useStore(editor.store, (state) => !canEdit(state));
  const veil = useStore(editor.store, (state) => state.veil);
  const mark = useStore(editor.store, (state) => state.mark);
  const frameCount = countOf(table);
  const starts = useMemo(
    () => Array.from({ length: frameCount + 1 }, (_, frame) => secondsAt(table, frame)),
    [table, frameCount],
  );
  const host = useRef<HTMLElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const playhead = useRef<Playhead | null>(null);
  const preview = useRef<HTMLDivElement>(null);
  const snapLine = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [zoomed, setZoomed] = useState<Scale | null>(null);
  const scale = zoomed ?? fitted(frameCount, width);
  const latest = useRef(scale);
  latest.current = scale;

  const zoom = useCallback(
    (factor: number): void => {
      const wide = column.current?.clientWidth ?? 1;
      const x = xOf(latest.current, (playhead.current?.frame ?? 0) + 0.5);
      setZoomed((old) =>
        zoomedAt(old ?? fitted(frameCount, wide), Math.min(Math.max(x, 0), wide), factor, {
          frameCount,
          width: wide,
        }),
      );
    },
    [frameCount],
  );

  useScope(
    (scope) => {
      if (!host.current || !column.current || !snapLine.current || !line.current) return;
      const clip = () => ({ frameCount, width: column.current?.clientWidth ?? 1 });
      const head = new Playhead(line.current, editor, () => latest.current);
      playhead.current = head;
      onZoom(zoom);
      scope.defer(() => onZoom(null));
      const parts = {
        host: host.current,
        column: column.current,
        snapLine: snapLine.current,
        scale: () => latest.current,
        seek: (frame: number) => void seek(frame),
        scrub: (frame: number) => head.ahead(frame, seek(frame)),
      };
      onDragger(new Dragger(parts, editor, frameCount, scope));
      scope.defer(() => onDragger(null));
      const observer = new ResizeObserver(() => {
        setWidth(column.current?.clientWidth ?? 800);
        setZoomed((old) => old && zoomedAt(old, 0, 1, clip()));
      });
      observer.observe(column.current);
      scope.defer(() => observer.disconnect());
      scope.defer(
        editor.store.subscribe((now, before) => {
          if (now.frame === before.frame && now.motion === before.motion) return;
          head.place();
          // Only a frame out of sight moves the window: a state set for nothing would render.
          const next = showing(latest.current, head.frame, clip());
          if (next !== latest.current) setZoomed(next);
        }),
      );
      const onWheel = (event: WheelEvent): void => {
        const bounds = column.current?.getBoundingClientRect();
        if (!bounds) return;
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          const factor = Math.exp(-event.deltaY / 300);
          setZoomed((old) =>
            zoomedAt(
              old ?? fitted(frameCount, clip().width),
              event.clientX - bounds.left,
              factor,
              clip(),
            ),
          );
        } else if (event.deltaX !== 0 || event.shiftKey) {
          event.preventDefault();
          const by = event.deltaX || event.deltaY;
          setZoomed((old) => old && pannedBy(old, by, clip()));
        }
      };
      scope.listen(host.current, "wheel", onWheel, { passive: false });
    },
    [editor, frameCount, seek, onDragger, onZoom, zoom],
  );
  useScope(
    (scope) => {
      const [picture, text] = preview.current?.children ?? [];
      if (!filmstrip || !preview.current || !column.current) return;
      if (!(picture instanceof HTMLElement) || !(text instanceof HTMLElement)) return;
      const parts = {
        node: preview.current,
        picture,
        text,
        column: column.current,
        scale: () => latest.current,
        say,
      };
      new Preview(parts, filmstrip, frameCount, scope);
    },
    [filmstrip, frameCount, say],
  );
  useLayoutEffect(() => playhead.current?.place());
  useEffect(() => {
    // A trace that is selected elsewhere comes into sight here.
    if (selected) lanes.current?.querySelector("[data-selected=true]")?.scrollIntoView(NEAREST);
  }, [selected]);

  const trim = (id: string, edge: "start" | "end", by: number): void => {
    const trace = editor.document.traces.find((each) => each.id === id);
    if (!trace) return;
    const [start, end] = trace.span;
    const span: readonly [number, number] =
      edge === "start"
        ? [clamp(start + by, 0, end - 1), end]
        : [start, clamp(end + by, start + 1, frameCount)];
    editor.edit(setSpan(id, span), `trim ${id} ${edge}`);
    seek(edge === "start" ? span[0] : span[1] - 1);
  };

  const isAnySelected = traces.some(({ id }) => id === selected);

  return (
    <section
      ref={host}
      id="timeline"
      tabIndex={-1}
      aria-label={m.editor_timeline()}
      className="relative grid h-full touch-none grid-rows-[auto_1fr] overflow-hidden bg-panel outline-none select-none focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <div className="grid grid-cols-(--timeline-columns) border-b border-line">
        <div className="flex flex-wrap items-center justify-between border-r border-line pr-1 pl-3 text-12 text-muted">
          {m.editor_timeline()}
          <span className="flex">
            <IconButton
              icon={ZoomOut}
              size="dense"
              label={labels.zoomOut}
              isDisabled={zoomed === null || scale.pixelsPerFrame <= width / frameCount}
              onPress={() => zoom(1 / 1.5)}
            />
            <IconButton
              icon={ZoomIn}
              size="dense"
              label={labels.zoomIn}
              onPress={() => zoom(1.5)}
            />
          </span>
        </div>
        <div ref={column} data-time="" className="relative cursor-pointer overflow-hidden">
          <Ruler scale={scale} width={width} table={table} starts={starts} flags={flags} />
          {filmstrip && (
            <Filmstrip source={filmstrip} scale={scale} width={width} frameCount={frameCount} />
          )}
          <MarkBand scale={scale} mark={mark} frameCount={frameCount} />
        </div>
      </div>
      <div ref={lanes} className="overflow-x-hidden overflow-y-auto">
        {waiting.length > 0 && (
          <SuggestionLane suggestions={waiting} aimed={aimed} scale={scale} onAim={onAim} />
        )}
        {traces.length === 0 && empty}
        {traces.map((trace, index) => (
          <div
            key={trace.id}
            data-selected={trace.id === selected}
            className="grid grid-cols-(--timeline-columns) border-b border-line data-[selected=true]:bg-hover"
          >
            <LaneTitle
              editor={editor}
              trace={trace}
              number={index + 1}
              isSelected={trace.id === selected}
              labels={labels}
            />
            <div data-time="" className="min-w-0">
              <Lane
                trace={trace}
                scale={scale}
                frameCount={frameCount}
                isSelected={trace.id === selected}
                keyframe={keyframe}
                isReadOnly={isReadOnly || veil.locked.has(trace.id)}
                isStop={trace.id === (isAnySelected ? selected : traces[0]?.id)}
                isSeen={isSeen(veil, trace.id, selected)}
                onTrim={(edge, by) => trim(trace.id, edge, by)}
                onFocusEdge={() => editor.select(trace.id)}
                say={say}
              />
            </div>
          </div>
        ))}
      </div>
      <div className="pointer-events-none absolute inset-y-0 right-0 left-(--timeline-gutter) overflow-hidden">
        <div ref={line} data-testid="playhead" className="timeline-playhead" />
        <div ref={snapLine} hidden className="timeline-snap" />
      </div>
      <div
        ref={preview}
        hidden
        aria-hidden="true"
        data-testid="preview"
        className="timeline-preview"
      >
        <div />
        <p className="numeric" />
      </div>
    </section>
  );
};

interface MarkBandProps {
  readonly scale: Scale;
  readonly mark: { readonly start: number | null; readonly end: number | null };
  readonly frameCount: number;
}

/** The range marked before there is a trace. */
const MarkBand = ({ scale, mark, frameCount }: MarkBandProps) => {
  if (mark.start === null && mark.end === null) return null;
  const left = xOf(scale, mark.start ?? 0);
  const right = xOf(scale, mark.end ?? frameCount);
  return (
    <div
      className="pointer-events-none absolute inset-y-0 border-x-2 border-accent bg-accent/20"
      style={{ left, width: Math.max(2, right - left) }}
    />
  );
};

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
