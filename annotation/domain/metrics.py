"""How far two answers agree on where and when: box IoU, tIoU, vIoU and a one-to-one matching.

Each overlap is what both share divided by what either covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple, Protocol

from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Track


class Tube(Protocol):
    """Anything followed over a span, such as a trace."""

    @property
    def span(self) -> Span: ...

    @property
    def track(self) -> Track: ...


class Match(NamedTuple):
    """Indices into the two sides of a matching, and the pair's vIoU."""

    left: int
    right: int
    viou: float


def box_iou(a: Box | None, b: Box | None) -> float:
    """Return the overlap of two boxes, 0 where either is absent."""
    return a.iou(b) if a is not None and b is not None else 0.0


def tiou(a: Span, b: Span) -> float:
    """Return the frames in both spans divided by the frames in either."""
    shared = len(a.shared(b))
    return shared / (len(a) + len(b) - shared)


def viou(a: Tube, b: Tube) -> float:
    """Return the sum of box IoU over shared frames divided by the frames in either span.

    A frame where a track is absent adds nothing and still counts among the frames: two tubes that
    agree on an absence score less than 1.
    """
    shared = a.span.shared(b.span)
    total = sum(box_iou(a.track.box_at(frame), b.track.box_at(frame)) for frame in shared)
    return total / (len(a.span) + len(b.span) - len(shared))


def match(left: Sequence[Tube], right: Sequence[Tube], threshold: float = 0.0) -> list[Match]:
    """Pair tubes one to one for the greatest sum of vIoU, in the order of ``left``.

    Only pairs that overlap with at least ``threshold`` (inclusive) are made.
    """
    scores = [[viou(a, b) for b in right] for a in left]
    gains = [[score if score >= threshold else 0.0 for score in row] for row in scores]
    matches = (
        Match(row, column, gains[row][column])
        for row, column in enumerate(_assign(gains, len(right)))
        if column < len(right)
    )
    return [found for found in matches if found.viou > 0]


def _assign(gains: list[list[float]], width: int) -> list[int]:
    """Return for each row its own column, so that the sum of gains is greatest.

    Columns from ``width`` on gain nothing; there are enough for every row. This is the Hungarian
    method: rows enter one by one along the cheapest augmenting path, in O(rows² · columns).
    """
    height, columns = len(gains), max(len(gains), width)
    # Rows and columns count from 1; column 0 holds the row that is entering.
    row_price, column_price = [0.0] * (height + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for entering in range(1, height + 1):
        owner[0], column = entering, 0
        slack, before = [inf] * (columns + 1), [0] * (columns + 1)
        reached = [False] * (columns + 1)
        while row := owner[column]:
            reached[column] = True
            nearest, step = 0, inf
            for c in range(1, columns + 1):
                if reached[c]:
                    continue
                gain = gains[row - 1][c - 1] if c <= width else 0.0
                if (cost := -gain - row_price[row] - column_price[c]) < slack[c]:
                    slack[c], before[c] = cost, column
                if slack[c] < step:
                    nearest, step = c, slack[c]
            for c in range(columns + 1):
                if reached[c]:
                    row_price[owner[c]] += step
                    column_price[c] -= step
                else:
                    slack[c] -= step
            column = nearest
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    return [owner.index(row, 1) - 1 for row in range(1, height + 1)]
