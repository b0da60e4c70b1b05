"""Exact boxes of every frame in, the few keyframes that a person would have placed out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track

TOLERANCE = 1.5  # pixels that an interpolated side may lie off


def track(span: Span, boxes: Sequence[Box], size: tuple[int, int]) -> Track:
    """Keep as few keyframes as bring every side within ``TOLERANCE`` pixels of its true place."""
    scale = np.array([*size, *size], np.float64)
    # Sides, not widths: interpolation is linear in both, and sides are what one sees.
    sides = np.array([(b.x, b.y, b.x + b.w, b.y + b.h) for b in boxes]) * scale
    kept = {0, len(boxes) - 1}
    open_ = [(0, len(boxes) - 1)]
    while open_:
        first, last = open_.pop()
        worst = _worst(sides, first, last)
        if worst is not None:
            kept.add(worst)
            open_ += [(first, worst), (worst, last)]
    return Track(tuple(Keyframe(span.start + step, boxes[step]) for step in sorted(kept)))


def _worst(sides: NDArray[np.float64], first: int, last: int) -> int | None:
    """Return the step furthest off the line between two, or None if none is too far."""
    if last - first < 2:
        return None
    share = (np.arange(first, last + 1) - first)[:, None] / (last - first)
    line = sides[first] + (sides[last] - sides[first]) * share
    off = np.abs(sides[first : last + 1] - line).max(1)
    worst = int(off.argmax())
    return first + worst if off[worst] > TOLERANCE else None
