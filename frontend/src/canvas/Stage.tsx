/** The video with the drawing surface over it. React renders it once; the surface does the rest. */
import "./stage.css";
import { useRef } from "react";
import { useScope } from "@/lib/useScope";
import { takeVideo, unloadVideo } from "@/player/loaded";
import type { Editor } from "@/store/editor";
import { grade } from "./grading";
import { Surface, type SurfaceEvents } from "./surface";
import type { Size } from "./view";

interface StageProps {
  readonly editor: Editor;
  readonly frame: Size;
  readonly source: string;
  readonly poster: string | null;
  /** Read by screen readers: what the surface is and how to use it without a pointer. */
  readonly label: string;
  readonly events: SurfaceEvents;
  /** Takes the video and the sheet over it into use; the answer gives them back. */
  readonly onVideo: (video: HTMLVideoElement, sheet: HTMLCanvasElement) => () => void;
  readonly onSurface: (surface: Surface | null) => void;
}

const VIDEO = "pointer-events-none absolute top-0 left-0 max-w-none origin-top-left object-fill";

export const Stage = ({
  editor,
  frame,
  source,
  poster,
  label,
  events,
  onVideo,
  onSurface,
}: StageProps) => {
  const host = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLCanvasElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const tags = useRef<HTMLDivElement>(null);
  const loupe = useRef<HTMLCanvasElement>(null);
  const filter = useRef<SVGFilterElement>(null);

  useScope(
    (scope) => {
      if (!host.current || !sheet.current || !svg.current || !tags.current) return;
      if (!loupe.current || !filter.current) return;
      const video = takeVideo(source);
      if (poster) video.poster = poster;
      video.className = VIDEO;
      host.current.prepend(video);
      scope.defer(() => unloadVideo(video));
      const parts = {
        host: host.current,
        video,
        sheet: sheet.current,
        svg: svg.current,
        tags: tags.current,
        loupe: loupe.current,
      };
      grade(filter.current, [video, sheet.current, loupe.current], scope);
      scope.defer(onVideo(video, sheet.current));
      onSurface(new Surface(parts, editor, frame, events, scope));
      scope.defer(() => onSurface(null));
    },
    [editor, frame, source, poster, events, onVideo, onSurface],
  );

  return (
    <div
      ref={host}
      id="stage"
      role="application"
      aria-label={label}
      aria-describedby="stage-said"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application surface takes the focus.
      tabIndex={0}
      className="relative size-full touch-none overflow-hidden bg-surround outline-none select-none focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <canvas
        ref={sheet}
        hidden
        data-testid="sheet"
        className="pointer-events-none absolute top-0 left-0 max-w-none origin-top-left"
      />
      <svg
        ref={svg}
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 size-full"
      />
      <div
        ref={tags}
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 overflow-hidden"
      />
      <canvas ref={loupe} hidden data-testid="loupe" className="stage-loupe" />
      <svg aria-hidden="true" className="absolute size-0">
        <filter
          ref={filter}
          id="stage-look"
          x="0"
          y="0"
          width="1"
          height="1"
          colorInterpolationFilters="sRGB"
        />
      </svg>
    </div>
  );
};
