"""Which frames are looked at, with the numbers worked out beside."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.timeline import FrameTable, Span
from reward.core.frames import at_rate, span_aware, uniform


def steady(count: int, fps: int = 10) -> FrameTable:
    """Frames at 0, 1/fps, 2/fps … seconds, in units of 1/100 s."""
    step = 100 // fps
    return FrameTable((1, 100), tuple(range(0, count * step, step)), count * step)


# Frame 1 stays for 0.9 s of the 1.2 s: frames at 0, 0.1 and 1.0 s.
LINGERING = FrameTable((1, 100), (0, 10, 100), 120)

tables = st.lists(st.integers(1, 50), min_size=1, max_size=60).map(
    lambda steps: FrameTable(
        (1, 1000), tuple(sum(steps[:k]) for k in range(len(steps))), sum(steps)
    )
)


def test_uniform_takes_the_middles_of_equal_parts() -> None:
    # 12 frames in 4 parts of three: the middle one of each.
    assert uniform(steady(12), 4) == [1, 4, 7, 10]
    # 10 frames in 4 parts of 2.5: middles at 1.25, 3.75, 6.25 and 8.75 frames.
    assert uniform(steady(10), 4) == [1, 3, 6, 8]


def test_uniform_goes_by_time_and_not_by_count() -> None:
    # Middles of thirds of 1.2 s are 0.2, 0.6 and 1.0 s: frame 1 twice, then the frame at 1.0 s.
    assert uniform(LINGERING, 3) == [1, 1, 2]


def test_uniform_repeats_frames_where_there_are_too_few() -> None:
    # Eighths of two frames: 1/16, 3/16 … of 0.2 s; the first four lie on frame 0.
    assert uniform(steady(2), 8) == [0, 0, 0, 0, 1, 1, 1, 1]


def test_at_rate_looks_at_0_and_every_step_from_there() -> None:
    # 10 frames at 10 fps, twice a second: at 0 and 0.5 s.
    assert at_rate(steady(10), 2, 100) == [0, 5]
    # Three times a second: at 0, 0.333 and 0.667 s, where frames 0, 3 and 6 are on screen.
    assert at_rate(steady(10), 3, 100) == [0, 3, 6]


def test_at_rate_shows_no_frame_twice() -> None:
    assert at_rate(steady(4), 40, 100) == [0, 1, 2, 3]
    assert at_rate(LINGERING, 5, 100) == [0, 1, 2]  # at 0, then 0.2 … 0.8, then 1.0 s


def test_at_rate_spreads_the_limit_where_there_would_be_more() -> None:
    # 2 s at 10 looks a second would be 20; four evenly spread: middles of 5 frames each.
    assert at_rate(steady(20), 10, 4) == [2, 7, 12, 17]


def test_at_rate_reaches_its_limit_exactly() -> None:
    # 2 s at 2 looks a second are 4: at 0, 0.5, 1.0 and 1.5 s.
    assert at_rate(steady(20), 2, 4) == [0, 5, 10, 15]


def test_half_of_the_frames_lie_in_the_span() -> None:
    span = Span(80, 90)
    for seed in range(20):
        chosen = span_aware(steady(100), span, 8, random.Random(seed))
        assert sum(frame in span for frame in chosen) == 4
        assert len(set(chosen)) == 8


def test_a_short_span_is_seen_whole() -> None:
    chosen = span_aware(steady(100), Span(50, 52), 8, random.Random(1))
    assert {50, 51} <= set(chosen)
    assert len(set(chosen)) == 8


def test_a_span_over_the_whole_video_takes_all_the_frames() -> None:
    assert span_aware(steady(6), Span(0, 6), 6, random.Random(1)) == [0, 1, 2, 3, 4, 5]


def test_the_dice_decide_and_nothing_else() -> None:
    one, same, other = (
        span_aware(steady(100), Span(10, 60), 8, random.Random(seed)) for seed in (1, 1, 2)
    )
    assert one == same != other


@given(tables, st.integers(1, 40))
def test_uniform_gives_as_many_as_asked_in_order(table: FrameTable, n: int) -> None:
    frames = uniform(table, n)
    assert len(frames) == n
    assert frames == sorted(frames)
    assert frames[0] >= 0
    assert frames[-1] < table.count


@given(tables, st.floats(0.1, 200), st.integers(1, 40))
def test_at_rate_gives_distinct_frames_up_to_its_limit(
    table: FrameTable, fps: float, limit: int
) -> None:
    frames = at_rate(table, fps, limit)
    assert 1 <= len(frames) <= limit
    assert all(a < b for a, b in pairwise(frames))
    assert frames[-1] < table.count


@given(tables, st.integers(1, 40), st.data())
def test_span_aware_gives_as_many_as_asked(table: FrameTable, n: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, table.count - 1))
    span = Span(start, data.draw(st.integers(start + 1, table.count)))
    frames = span_aware(table, span, n, random.Random(0))
    assert len(frames) == n
    assert frames == sorted(frames)
    assert frames[-1] < table.count
    assert any(frame in span for frame in frames)


def test_no_frames_asked_for_is_a_mistake() -> None:
    with pytest.raises(ZeroDivisionError):
        at_rate(steady(4), 0, 10)
