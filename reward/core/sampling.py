"""Which frames of a video a model looks at. Every choice is made in the frame table's own units."""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import pairwise

from annotation.domain.timeline import FrameTable, Span


def uniform(table: FrameTable, n: int) -> list[int]:
    """Return the frames on screen in the middles of ``n`` equal parts of the video's time.

    Ascending; a video with fewer than ``n`` frames shows some of them twice.
    """
    return [_at(table, (2 * part + 1) * table.end // (2 * n)) for part in range(n)]


def at_rate(table: FrameTable, fps: float, limit: int) -> list[int]:
    """Return the frames on screen at 0, 1/fps, 2/fps … seconds, each once, ascending.

    A video that has more than ``limit`` of them shows ``limit`` evenly spread frames instead.
    """
    numerator, denominator = table.time_base
    step = denominator / numerator / fps  # units of the time base between two looks
    if table.end > limit * step:
        return sorted(set(uniform(table, limit)))
    looks = (int(look * step) for look in range(limit) if look * step < table.end)
    return sorted({_at(table, units) for units in looks})


def span_aware(table: FrameTable, span: Span, n: int, dice: random.Random) -> list[int]:
    """Return ``n`` frames of which half, or the whole span if it is shorter, lie in ``span``.

    For training: a short trace would fall between evenly spread frames. Each half takes one frame
    of each of its equal parts at random. Ascending; frames repeat only where there are too few.
    """
    inside = [frame for frame in span.frames if frame < table.count]
    outside = [frame for frame in range(table.count) if frame not in span]
    wanted = min(len(inside), n - n // 2) if outside else n
    chosen = _one_of_each_part(inside, wanted, dice) + _one_of_each_part(outside, n - wanted, dice)
    return sorted(chosen)


def _one_of_each_part(frames: list[int], parts: int, dice: random.Random) -> list[int]:
    """Cut ``frames`` into equal parts and draw one of each; repeats where there are too few."""
    count = len(frames)
    edges = [part * count // parts for part in range(parts + 1)] if parts else []
    return [
        frames[dice.randrange(low, high) if high > low else low] for low, high in pairwise(edges)
    ]


def _at(table: FrameTable, units: int) -> int:
    return bisect_right(table.pts, units) - 1
