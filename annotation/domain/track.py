"""A box followed over frames: what a person placed (keyframes) and what follows from it.

Between two keyframes the box moves linearly; before the first and after the last it is held.
A keyframe without a box means absent from that frame until the next keyframe: the box before it
stays where it was until then, nothing interpolates into absence. Keyframes may lie outside a
trace's span: trimming a span must not destroy them, and they still shape the boxes inside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import attrgetter

from annotation.domain.geometry import Box
from annotation.domain.timeline import Span

_FRAME = attrgetter("frame")


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A frame at which somebody placed the box, or said that nothing is there (None)."""

    frame: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Track:
    """Keyframes in strictly increasing order, the first with a box; empty only in a draft."""

    keyframes: tuple[Keyframe, ...] = ()

    def __post_init__(self) -> None:
        if not self.keyframes:
            return
        if self.keyframes[0].frame < 0 or self.keyframes[0].box is None:
            raise ValueError("the first keyframe needs a frame of the video and a box")
        if any(later.frame <= earlier.frame for earlier, later in pairwise(self.keyframes)):
            raise ValueError("keyframes must strictly increase")

    def box_at(self, frame: int) -> Box | None:
        """Return the box at ``frame``; None where it is absent or nothing was placed."""
        if not self.keyframes:
            return None
        index = max(bisect_right(self.keyframes, frame, key=_FRAME) - 1, 0)
        here = self.keyframes[index]
        if here.box is None or frame <= here.frame or index + 1 == len(self.keyframes):
            return here.box
        later = self.keyframes[index + 1]
        if later.box is None:
            return here.box
        return here.box.toward(later.box, (frame - here.frame) / (later.frame - here.frame))

    def boxes(self, span: Span) -> list[Box | None]:
        """Return one entry per frame of the span, in order."""
        return [self.box_at(frame) for frame in span.frames]

    def first_box(self, span: Span) -> Box | None:
        """Return the earliest box shown in the span, or None if it shows none."""
        return next(self._turning_boxes(span), None)

    def union(self, span: Span) -> Box | None:
        """Return the smallest box that holds every box shown in the span, or None."""
        boxes = list(self._turning_boxes(span))
        return reduce(Box.union, boxes) if boxes else None

    def _turning_boxes(self, span: Span) -> Iterator[Box]:
        # Movement is linear, so the extremes lie at the span's ends and at its keyframes.
        inner = (keyframe.frame for keyframe in self.keyframes if keyframe.frame in span)
        frames = sorted({span.start, *inner, span.end - 1})
        return (box for frame in frames if (box := self.box_at(frame)))
