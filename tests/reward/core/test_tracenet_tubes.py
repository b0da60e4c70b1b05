"""Maps drawn by hand become tubes, and tubes become traces in frames and fractions."""

from __future__ import annotations

import numpy as np
import pytest

from annotation.domain.document import Explanation
from annotation.domain.timeline import Span
from reward.core.backends.tracenet.clips import Moments
from reward.core.backends.tracenet.documents import trace_of
from reward.core.backends.tracenet.targets import View
from reward.core.backends.tracenet.tubes import Floats, Found, find, moved

T, CELLS = 8, 8


def blank() -> tuple[Floats, Floats, Floats]:
    """Odds, boxes and times of a map that knows of nothing: each cell names itself for a moment."""
    odds = np.full((T, CELLS, CELLS), 0.01, np.float32)
    low = np.stack(np.meshgrid(np.arange(CELLS), np.arange(CELLS)), -1) / CELLS
    box = np.concatenate((low, low + 1 / CELLS), -1).astype(np.float32)
    now = np.arange(T) / T
    times = np.stack((now, now + 1 / T), -1).astype(np.float32)[:, None, None]
    return (
        odds,
        np.broadcast_to(box, (T, CELLS, CELLS, 4)).copy(),
        np.broadcast_to(times, (T, CELLS, CELLS, 2)).copy(),
    )


def put(
    maps: tuple[Floats, Floats, Floats],
    moments: range,
    corner: tuple[int, int],
    odds: float,
    *,
    drift: int = 0,
) -> None:
    """Lay a flaw of 2 × 2 cells over ``moments``; ``drift`` cells to the right per moment."""
    for step, moment in enumerate(moments):
        row, column = corner[0], corner[1] + drift * step
        cells = (moment, slice(row, row + 2), slice(column, column + 2))
        maps[0][cells] = odds
        maps[1][cells] = np.array([column, row, column + 2, row + 2]) / CELLS
        maps[2][cells] = moments.start / T, moments.stop / T


def test_a_still_flaw_is_found_where_and_when_it_is() -> None:
    maps = blank()
    put(maps, range(2, 6), (3, 4), 0.9)
    (found,) = find(*maps, 1)
    assert found.boxes[3] == pytest.approx([4 / 8, 3 / 8, 6 / 8, 5 / 8])
    assert (found.begin, found.end) == pytest.approx((2 / 8, 6 / 8))
    assert found.odds == pytest.approx(0.9)


def test_a_moving_flaw_is_followed() -> None:
    maps = blank()
    put(maps, range(1, 5), (0, 0), 0.9, drift=1)
    (found,) = find(*maps, 1)
    # One cell of two further each moment: boxes of neighbours share 2 of 6 cells, IoU 1/3; the
    # box reaches the next moment's all the same, since it is the best there is.
    assert found.boxes[1:5, 0] == pytest.approx(np.arange(4) / 8, abs=0.01)


def test_two_flaws_are_two_tubes_the_likelier_first() -> None:
    maps = blank()
    put(maps, range(4), (0, 0), 0.6)
    put(maps, range(3, 8), (5, 5), 0.9)
    found = find(*maps, 4)
    assert [round(one.odds, 3) for one in found] == [0.9, 0.6]
    assert found[1].end == pytest.approx(4 / 8)


def test_nothing_likely_still_gives_one_tube_of_a_moment_at_least() -> None:
    maps = blank()
    maps[2][..., 1] = maps[2][..., 0]  # every cell says it ends where it begins
    found = find(*maps, 4)
    assert len(found) == 1
    assert found[0].end - found[0].begin == pytest.approx(1 / 8)


MOMENTS = Moments(tuple(range(2, 32, 4)), 0, 32)  # frames 2, 6 … 30 of 32
VIEW = View(MOMENTS, np.zeros((T, 2), np.float32), None, True, ())


def found(boxes: Floats, begin: float, end: float) -> Found:
    return Found(boxes, begin, end, 0.5, np.zeros((T, 1, 1), np.float32))


def test_times_become_frames_between_the_moments_seen() -> None:
    # Moment 1 (of 8) is the frame 6 and stands at 1.5 / 8; the border between the frames 6 and 10,
    # 8.5 as frames' middles go, stands at 2 / 8, and 4 / 8 likewise at 16.5.
    assert MOMENTS.frame(2 / 8) == pytest.approx(8.5)
    assert MOMENTS.share(8.5) == pytest.approx(2 / 8)
    boxes = np.tile(np.array([0.25, 0.25, 0.5, 0.75], np.float32), (T, 1))
    trace = trace_of(
        found(boxes, 2.1 / 8, 4.1 / 8), VIEW, number=0, kind=7, explanation=Explanation()
    )
    # 8.5 + 0.1 · 4 = 8.9 and 16.5 + 0.1 · 4 = 16.9: the frames from 9 up to 17.
    assert trace.span == Span(9, 17)
    assert trace.category == "object_disappearance"
    assert len(trace.track.keyframes) == 1  # it does not move
    box = trace.track.keyframes[0].box
    assert box is not None
    assert (box.x, box.y, box.w, box.h) == (0.25, 0.25, 0.25, 0.5)


def test_a_straight_way_needs_two_keyframes() -> None:
    left = np.linspace(0, 0.7, T, dtype=np.float32)
    boxes = np.stack((left, left * 0, left + 0.3, left * 0 + 0.3), 1)
    trace = trace_of(found(boxes, 0, 1), VIEW, number=0, kind=2, explanation=Explanation())
    # The first and the last are averaged with themselves twice and with their neighbour, 0.1 away,
    # once: 0.025 towards it, which straight lines in between may miss.
    assert [keyframe.frame for keyframe in trace.track.keyframes] in ([2, 30], [2, 6, 26, 30])
    half_way = trace.track.box_at(16)
    assert half_way is not None
    assert half_way.x == pytest.approx(0.35, abs=0.02)


def test_a_box_never_leaves_the_frame_nor_vanishes() -> None:
    boxes = np.tile(np.array([0.999, -0.2, 1.4, -0.1], np.float32), (T, 1))
    trace = trace_of(found(boxes, 0, 1), VIEW, number=0, kind=0, explanation=Explanation())
    box = trace.track.keyframes[0].box
    assert box is not None
    assert box.inside


@pytest.mark.parametrize(
    "by", [(0.1, 0.1, 0.1, 0, 0.1, 0), (-9, 9, 0, 0, 0, 0), (9, -9, 9, 9, -9, -9), (0, 0, *[9] * 4)]
)
def test_a_moved_tube_stays_one(by: tuple[float, ...]) -> None:
    boxes = np.tile(np.array([0.2, 0.2, 0.4, 0.5], np.float32), (T, 1))
    tube = Found(boxes, 0.25, 0.5, 0.9, np.zeros((T, CELLS, CELLS), np.float32))
    there = moved(tube, np.array(by, np.float32))
    assert 0 <= there.begin <= there.end - 1 / T + 1e-6 <= 1
    assert (there.boxes[:, 2:] > there.boxes[:, :2]).all()
    assert there.boxes.min() >= 0
    assert there.boxes.max() <= 1
    if by[0] == 0.1:
        assert (there.begin, there.end) == pytest.approx((0.35, 0.6))
        assert there.boxes[0] == pytest.approx([0.3, 0.2, 0.5, 0.5])
