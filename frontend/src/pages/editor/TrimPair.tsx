/** Start and end frame side by side while an end is moved; drawn by hand, React renders it once. */
import { useRef } from "react";
import { Pair } from "@/frames/pair";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { useDesk } from "./context";
import { useSight } from "./useSight";

export const TrimPair = () => {
  const { editor } = useDesk();
  const sight = useSight();
  const host = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLCanvasElement>(null);
  const last = useRef<HTMLCanvasElement>(null);
  const start = useRef<HTMLSpanElement>(null);
  const end = useRef<HTMLSpanElement>(null);

  useScope(
    (scope) => {
      if (!sight || !host.current || !first.current || !last.current) return;
      if (!start.current || !end.current) return;
      const parts = {
        host: host.current,
        canvases: [first.current, last.current] as const,
        captions: [start.current, end.current] as const,
      };
      new Pair(parts, sight.film, editor, scope);
    },
    [sight, editor],
  );

  const sides = [
    { canvas: first, number: start, title: m.frames_pair_start() },
    { canvas: last, number: end, title: m.frames_pair_end() },
  ];
  return (
    <div
      ref={host}
      hidden
      data-testid="pair"
      className="pointer-events-none absolute inset-x-3 top-3 z-10 flex justify-center"
    >
      <div className="flex gap-1.5 rounded-md bg-[#14161ae6] p-1.5 text-12 text-[#e8eaed] shadow-overlay">
        {sides.map(({ canvas, number, title }) => (
          <figure key={title} className="flex min-w-0 flex-col gap-1">
            <canvas ref={canvas} hidden className="max-h-[30vh] max-w-[min(30vw,22rem)]" />
            <figcaption className="numeric px-1">
              {title} <span ref={number} />
            </figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
};
