"""Boxes in fractions: pixels and back, clamping, union and overlap."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.geometry import Box
from tests.annotation.domain.strategies import any_boxes, inside_boxes


@pytest.mark.parametrize(
    "numbers",
    [
        (nan, 0, 1, 1),
        (0, -inf, 1, 1),
        (0, 0, 0, 1),
        (0, 0, 1, -0.1),
        (0, 0, inf, 1),
        (0, 0, 1, nan),
    ],
)
def test_a_box_is_finite_and_not_empty(numbers: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="box"):
        Box(*numbers)


def test_pixels_are_fractions_of_the_displayed_frame() -> None:
    # 320 of 1280 is a quarter, 72 of 720 a tenth.
    box = Box.from_pixels(320, 72, 640, 360, frame=(1280, 720))
    assert box == Box(0.25, 0.1, 0.5, 0.5)
    assert box.to_pixels(1280, 720) == (320, 72, 640, 360)


@given(any_boxes, st.integers(1, 8192), st.integers(1, 8192))
def test_pixels_lead_back_to_the_box(box: Box, width: int, height: int) -> None:
    back = Box.from_pixels(*box.to_pixels(width, height), frame=(width, height))
    assert back.to_pixels(1, 1) == pytest.approx(box.to_pixels(1, 1))


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        (Box(0, 0, 1, 1), True),
        (Box(-5e-7, 0, 1, 1), True),
        (Box(5e-7, 0, 1, 1), True),
        (Box(0, 5e-7, 1, 1), True),
        (Box(-2e-6, 0, 0.5, 0.5), False),
        (Box(0, -2e-6, 0.5, 0.5), False),
        (Box(0.5, 0, 0.500002, 1), False),
        (Box(0, 0.5, 1, 0.500002), False),
    ],
)
def test_inside_forgives_a_rounding_error(box: Box, inside: bool) -> None:
    assert box.inside is inside


def test_clamped_keeps_the_part_inside() -> None:
    assert Box(-0.25, 0.5, 0.75, 1).clamped() == Box(0, 0.5, 0.5, 0.5)
    assert Box(0.75, -0.5, 1, 1).clamped() == Box(0.75, 0, 0.25, 0.5)


@pytest.mark.parametrize("box", [Box(1, 0, 0.5, 0.5), Box(0, -1, 1, 1), Box(5, 5, 1, 1)])
def test_clamped_is_nothing_for_a_box_outside(box: Box) -> None:
    assert box.clamped() is None


@given(any_boxes)
def test_clamped_twice_is_clamped_once(box: Box) -> None:
    once = box.clamped()
    if once is not None:
        assert once.inside
        again = once.clamped()
        assert again is not None
        assert again.to_pixels(1, 1) == pytest.approx(once.to_pixels(1, 1))


@given(inside_boxes)
def test_clamped_leaves_an_inside_box_as_it_is(box: Box) -> None:
    if box.x + box.w <= 1 and box.y + box.h <= 1:
        assert box.clamped() == box


def test_union_reaches_around_both() -> None:
    assert Box(0, 0.5, 0.25, 0.25).union(Box(0.5, 0.25, 0.5, 0.25)) == Box(0, 0.25, 1, 0.5)


@given(any_boxes, any_boxes)
def test_iou_is_symmetric_and_between_0_and_1(a: Box, b: Box) -> None:
    assert 0 <= a.iou(b) <= 1
    assert a.iou(b) == pytest.approx(b.iou(a))
    assert a.iou(a) == pytest.approx(1)


def test_iou_of_boxes_too_small_to_measure_does_not_fail() -> None:
    tiny = Box(0, 0, 1e-200, 1e-200)
    assert tiny.iou(tiny) == 0
