/** What is read out of a trace: what it is, when, where, and whether somebody placed it there. */
import type { Trace } from "@/domain/document";
import { toPixels } from "@/domain/geometry";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";

/** Of the video, in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** "frames 37 to 98": both are inside. */
export const spanSaid = ({ span }: Trace): string =>
  m.editor_said_span({ first: span[0], last: span[1] - 1 });

/** "box 412, 120, 260 by 190, keyframe 2 of 4", for one frame. */
export const boxSaid = (trace: Trace, frame: number, { width, height }: Size): string => {
  const isInside = frame >= trace.span[0] && frame < trace.span[1];
  const box = isInside ? boxAt(trace.track, frame) : null;
  if (!box) return m.editor_said_no_box();
  const [x, y, w, h] = toPixels(box, width, height).map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
  const count = trace.track.length;
  const index = trace.track.findIndex((keyframe) => keyframe.frame === frame);
  const place =
    index < 0
      ? m.editor_said_between({ count })
      : m.editor_said_keyframe({ number: index + 1, count });
  return `${m.editor_said_box({ x, y, w, h })}, ${place}`;
};

/** "Object distortion, frames 37 to 98, box 412, 120, 260 by 190, keyframe 2 of 4". */
export const shapeSaid = (trace: Trace, frame: number, size: Size): string =>
  [categoryOf(trace.category).name(), spanSaid(trace), boxSaid(trace, frame, size)].join(", ");
