"""Frames and seconds: the vectors shared with the browser, and what holds for every frame table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.timeline import FrameTable, Span
from tests.annotation.domain.strategies import tables
from tests.annotation.domain.vectors import load

VECTORS = load("time")


def _table(value: dict) -> FrameTable:
    return FrameTable(tuple(value["time_base"]), tuple(value["pts"]), value["end"])


TABLES = {name: _table(value) for name, value in VECTORS["tables"].items()}


@pytest.mark.parametrize(("name", "seconds", "frame"), VECTORS["frame_at"])
def test_frame_at_is_the_frame_on_screen(name: str, seconds: float, frame: int) -> None:
    assert TABLES[name].frame_at(seconds) == frame


@pytest.mark.parametrize(("name", "frame", "seconds"), VECTORS["seconds"])
def test_seconds_are_when_the_frame_appears(name: str, frame: int, seconds: float) -> None:
    assert TABLES[name].seconds(frame) == pytest.approx(seconds)


@pytest.mark.parametrize(("name", "span", "start_s", "end_s"), VECTORS["spans"])
def test_a_span_ends_when_its_next_frame_appears_or_the_video_ends(
    name: str, span: list[int], start_s: float, end_s: float
) -> None:
    table = TABLES[name]
    assert table.start_s(Span(*span)) == pytest.approx(start_s)
    assert table.end_s(Span(*span)) == pytest.approx(end_s)


@pytest.mark.parametrize(("name", "seconds"), VECTORS["durations"])
def test_duration_reaches_the_end_of_the_last_frame(name: str, seconds: float) -> None:
    assert TABLES[name].duration_s == pytest.approx(seconds)


@pytest.mark.parametrize("value", VECTORS["refused"])
def test_a_table_that_cannot_be_is_refused(value: dict) -> None:
    with pytest.raises(ValueError, match=r"frame|time|end"):
        _table(value)


@given(tables(), st.data())
def test_every_frame_is_on_screen_from_its_own_second(table: FrameTable, data: st.DataObject):
    frame = data.draw(st.integers(0, table.count - 1))
    assert table.frame_at(table.seconds(frame)) == frame


@given(tables(), st.floats(-1, 10**6))
def test_the_frame_on_screen_is_the_latest_begun(table: FrameTable, seconds: float) -> None:
    begun = [frame for frame in range(table.count) if table.seconds(frame) <= seconds]
    assert table.frame_at(seconds) == max(begun, default=0)


@pytest.mark.parametrize("frame", [-1, 5])
def test_a_frame_the_video_does_not_have_has_no_second(frame: int) -> None:
    with pytest.raises(IndexError):
        TABLES["ntsc"].seconds(frame)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_is_ordered_and_not_empty(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="ordered and non-empty"):
        Span(start, end)


def test_a_span_holds_its_start_but_not_its_end() -> None:
    assert [frame for frame in range(6) if frame in Span(2, 4)] == [2, 3]
    assert list(Span(2, 4).frames) == [2, 3]
    assert len(Span(2, 4)) == 2
