"""A track in few keyframes: what happens in a span, without boxes that lie on the way anyway."""

from __future__ import annotations

from math import inf

from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track

# Nobody sees a fifth of a thousandth of the frame; no unit of an answer writes it either.
_NEAR = 2e-4


def fewest(track: Track, span: Span, most: int) -> list[Keyframe]:
    """Return keyframes inside ``span`` that move the box as ``track`` does there.

    Boxes that lie within 0.0002 of their neighbours' way go; above ``most`` entries, so do those
    that lie nearest to it. What comes and goes more often than there is room for is cut at its end.
    """
    if not track.keyframes:
        return []
    last = span.end - 1
    inner = {keyframe.frame for keyframe in track.keyframes if keyframe.frame in span}
    kept = [Keyframe(frame, track.box_at(frame)) for frame in sorted({span.start, *inner, last})]
    costs = [_cost(kept, index) for index in range(len(kept))]
    while len(kept) > 1:
        index = costs.index(min(costs))
        if costs[index] > _NEAR and len(kept) <= most:
            break
        if costs[index] == inf:
            index = len(kept) - 1
        del kept[index], costs[index]
        for near in (index - 1, index):
            if 0 <= near < len(kept):
                costs[near] = _cost(kept, near)
    return kept


def _cost(kept: list[Keyframe], index: int) -> float:
    """Return how far the box at ``index`` would be from its place if its keyframe were gone."""
    here = kept[index]
    if index == 0:
        return inf
    before = kept[index - 1]
    after = kept[index + 1] if index + 1 < len(kept) else None
    if here.box is None or before.box is None:
        return 0.0 if here.box is before.box else inf
    if after is None or after.box is None:
        way = before.box
    else:
        share = (here.frame - before.frame) / (after.frame - before.frame)
        way = before.box.toward(after.box, share)
    gaps = zip(_sides(here), (way.x, way.y, way.w, way.h), strict=True)
    return max(abs(a - b) for a, b in gaps)


def _sides(keyframe: Keyframe) -> tuple[float, float, float, float]:
    box = keyframe.box
    return (box.x, box.y, box.w, box.h) if box else (0.0, 0.0, 0.0, 0.0)
