"""What the map should say: each cell of each moment belongs to one trace, to none, or is unknown.

A cell of a trace learns the trace's box at its own moment, and when the trace begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotation.domain.document import Trace
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from reward.core.backends.tracenet.clips import Moments

KINDS = tuple(Category)
UNKNOWN = -1
NONE = 0  # in ``owner``; trace k of the batch is k + 1
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tube:
    """A trace as the model sees it: one box per moment, times from 0 to 1, a kind (-1: unknown)."""

    boxes: Floats  # (moments, 4): left, top, right, bottom, 0 to 1, in the steady picture
    inside: NDArray[np.bool_]  # (moments,)
    begin: float
    end: float
    kind: int
    trace: Trace


@dataclass(frozen=True, slots=True)
class View:
    """One look at one clip: what was seen and what is true of it."""

    moments: Moments
    drift: Floats  # (moments, 2): what was taken back of the camera's movement
    fake: float | None
    placed: bool
    tubes: tuple[Tube, ...]


def tube_of(trace: Trace, moments: Moments, drift: Floats) -> Tube | None:
    """Return the trace over the moments, or None if it lies outside or has no track."""
    begin, end = moments.share(trace.span.start), moments.share(trace.span.end)
    boxes = [trace.track.box_at(number) for number in moments.numbers]
    seen = [number in trace.span for number in moments.numbers]
    if not any(seen) and 0 < (begin + end) / 2 < 1:  # between two moments: the nearest one saw it
        seen[min(int((begin + end) / 2 * len(seen)), len(seen) - 1)] = True
    inside = np.array([a and b is not None for a, b in zip(seen, boxes, strict=True)])
    if end <= begin:
        return None
    corners = np.array([corners_of(box) for box in boxes], np.float32)
    corners = (corners - np.tile(drift, 2)).clip(0, 1).astype(np.float32)
    inside &= (corners[:, 2:] - corners[:, :2]).min(1) > 0
    if not inside.any():
        return None
    kind = KINDS.index(trace.category) if trace.category else UNKNOWN
    return Tube(corners, inside, begin, end, kind, trace)


def corners_of(box: Box | None) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom inside the frame; zeros where there is none."""
    shown = box.clamped() if box else None
    if shown is None:
        return (0.0, 0.0, 0.0, 0.0)
    return (shown.x, shown.y, shown.x + shown.w, shown.y + shown.h)


@dataclass(frozen=True, slots=True)
class Targets:
    """The truth of a batch, for maps of (batch, moments, cells, cells).

    ``owner`` is -1 where unknown, 0 where sound, k + 1 where trace k of the batch is. Per trace:
    its clip, kind (-1: unknown), (begin, end), and its boxes per moment.
    """

    owner: Ints  # (batch, moments, cells, cells)
    fake: Floats  # (batch,), -1 where unknown
    clip: Ints  # (traces,)
    kind: Ints  # (traces,)
    times: Floats  # (traces, 2)
    boxes: Floats  # (traces, moments, 4)


def targets_of(views: Sequence[View], cells: int) -> Targets:
    """Lay the tubes of all views onto maps of ``cells`` ² cells; the smaller box wins a cell."""
    moments = len(views[0].moments.numbers)
    owner = np.zeros((len(views), moments, cells, cells), np.int64)
    tubes = [(number, tube) for number, view in enumerate(views) for tube in view.tubes]
    for number, view in enumerate(views):
        if not view.placed:
            owner[number] = UNKNOWN
    order = sorted(range(len(tubes)), key=lambda k: -_area(tubes[k][1]))
    for k in order:
        number, tube = tubes[k]
        for moment in np.flatnonzero(tube.inside):
            rows, columns = cells_of(tube.boxes[moment], cells)
            owner[number, moment, rows, columns] = k + 1
    fake = [UNKNOWN if view.fake is None else view.fake for view in views]
    return Targets(
        owner,
        np.array(fake, np.float32),
        np.array([number for number, _ in tubes], np.int64),
        np.array([tube.kind for _, tube in tubes], np.int64),
        np.array([(tube.begin, tube.end) for _, tube in tubes], np.float32).reshape(-1, 2),
        np.array([tube.boxes for _, tube in tubes], np.float32).reshape(-1, moments, 4),
    )


def cells_of(corners: Floats, cells: int) -> tuple[slice, slice]:
    """Return the rows and columns whose centres lie in the box, at least the middle one."""
    low = np.ceil(corners[:2] * cells - 0.5).astype(int)
    high = np.ceil(corners[2:] * cells - 0.5).astype(int)
    middle = np.clip(((corners[:2] + corners[2:]) / 2 * cells).astype(int), 0, cells - 1)
    low, high = np.where(high > low, low, middle), np.where(high > low, high, middle + 1)
    return slice(low[1], high[1]), slice(low[0], high[0])


def _area(tube: Tube) -> float:
    sides = tube.boxes[tube.inside][:, 2:] - tube.boxes[tube.inside][:, :2]
    return float(sides.prod(1).mean())
