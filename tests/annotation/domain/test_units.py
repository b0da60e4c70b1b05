"""Seconds and pixels beside frames and fractions."""

from __future__ import annotations

from copy import deepcopy

import pytest

from annotation.domain.timeline import FrameTable
from annotation.domain.units import with_units
from tests.annotation.domain.vectors import changed, load

COMPLETE = load("document")["complete"]
# 100 frames at 25 per second, but the last one stays for 80 ms.
TABLE = FrameTable((1, 1000), tuple(range(0, 4000, 40)), 4040)


def test_both_units_stand_beside_the_stored_numbers() -> None:
    document = changed(COMPLETE, {"set": {"traces/0/track/0/box": [0.25, 0.5, 0.5, 0.25]}})
    before = deepcopy(document)
    result = with_units(document, TABLE, 1280, 720)
    trace = result["traces"][0]
    # Frame 12 appears at 12 × 40 ms, frame 96 at 96 × 40 ms.
    assert (trace["start_s"], trace["end_s"]) == pytest.approx((0.48, 3.84))
    assert trace["track"][0]["box_px"] == pytest.approx([320, 360, 640, 180])
    assert trace["track"][2] == {"frame": 80, "box": None, "box_px": None}
    assert document == before


def test_a_span_to_the_last_frame_ends_with_the_video() -> None:
    document = changed(COMPLETE, {"set": {"traces/0/span": [99, 100]}})
    trace = with_units(document, TABLE, 1280, 720, {"s"})["traces"][0]
    assert (trace["start_s"], trace["end_s"]) == pytest.approx((3.96, 4.04))


def test_a_draft_past_the_video_ends_with_it_too() -> None:
    document = changed(COMPLETE, {"set": {"traces/0/span": [500, 900]}})
    trace = with_units(document, TABLE, 1280, 720, {"s"})["traces"][0]
    assert (trace["start_s"], trace["end_s"]) == (4.04, 4.04)


@pytest.mark.parametrize(
    ("units", "start_s", "box_px"),
    [({"s"}, True, False), ({"px"}, False, True), ((), False, False)],
)
def test_only_the_units_asked_for_are_added(units: set, start_s: bool, box_px: bool) -> None:
    trace = with_units(COMPLETE, TABLE, 1280, 720, units)["traces"][0]
    assert ("start_s" in trace, "end_s" in trace) == (start_s, start_s)
    assert ("box_px" in trace["track"][0]) == box_px
