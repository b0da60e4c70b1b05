/** What the stage shows at one frame: pure, so that painting is only copying. */

import type { Bin } from "@/api/types";
import type { Document, Trace } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import { boxAt } from "@/domain/track";
import type { Suggestion } from "@/store/suggestions";
import { isSeen, NO_VEIL, type Veil } from "@/store/veil";

export interface Shape {
  readonly id: string;
  readonly box: Box;
  readonly category: Category | null;
  readonly isSelected: boolean;
  readonly isLocked: boolean;
  /** Filled diamond: placed here by somebody; hollow: follows from its neighbours. */
  readonly isKeyframe: boolean;
  /** Dashed: suggested by a model that is so sure, and not yet decided. */
  readonly ghost: Bin | null;
}

/** The boxes of `frame` that are not hidden, the selected one last so that it lies on top. */
export const shapesAt = (
  document: Document,
  frame: number,
  selected: string | null,
  veil: Veil = NO_VEIL,
): readonly Shape[] => {
  const shapes = document.traces
    .filter(({ id }) => isSeen(veil, id, selected))
    .map((trace) => shapeOf(trace, frame, trace.id === selected, veil.locked.has(trace.id)))
    .filter((shape) => shape !== null);
  return shapes.sort((a, b) => Number(a.isSelected) - Number(b.isSelected));
};

const shapeOf = (
  trace: Trace,
  frame: number,
  isSelected: boolean,
  isLocked: boolean,
): Shape | null => {
  if (frame < trace.span[0] || frame >= trace.span[1]) return null;
  const box = boxAt(trace.track, frame);
  if (!box) return null;
  return {
    id: trace.id,
    box,
    category: trace.category,
    isSelected,
    isLocked,
    isKeyframe: trace.track.some((keyframe) => keyframe.frame === frame),
    ghost: null,
  };
};

/** The undecided suggestions of `frame`, to lie under everything else. */
export const ghostsAt = (
  suggestions: readonly Suggestion[],
  frame: number,
  aimed: string | null,
): readonly Shape[] =>
  suggestions.flatMap(({ id, trace, bin }) => {
    const shape = shapeOf(trace, frame, id === aimed, false);
    return shape ? [{ ...shape, id: `ghost ${id}`, ghost: bin }] : [];
  });
