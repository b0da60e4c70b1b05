"""The box on every frame: between, before, after and without keyframes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track
from tests.annotation.domain.strategies import FRAMES, spans, tracks
from tests.annotation.domain.vectors import load

VECTORS = load("track")


def track_of(keyframes: list[dict]) -> Track:
    return Track(
        tuple(
            Keyframe(keyframe["frame"], keyframe["box"] and Box(*keyframe["box"]))
            for keyframe in keyframes
        )
    )


TRACKS = {name: track_of(keyframes) for name, keyframes in VECTORS["tracks"].items()}


def _same(box: Box | None, expected: list[float] | None) -> bool:
    if box is None or expected is None:
        return box is expected
    return box.to_pixels(1, 1) == pytest.approx(tuple(expected))


@pytest.mark.parametrize(("name", "frame", "box"), VECTORS["box_at"])
def test_box_at(name: str, frame: int, box: list[float] | None) -> None:
    assert _same(TRACKS[name].box_at(frame), box)


@pytest.mark.parametrize(("name", "span", "box"), VECTORS["union"])
def test_union_holds_every_box_of_the_span(
    name: str, span: list[int], box: list[float] | None
) -> None:
    assert _same(TRACKS[name].union(Span(*span)), box)


@pytest.mark.parametrize(("name", "span", "box"), VECTORS["first_box"])
def test_first_box_is_the_earliest_shown(
    name: str, span: list[int], box: list[float] | None
) -> None:
    assert _same(TRACKS[name].first_box(Span(*span)), box)


def test_boxes_has_one_entry_per_frame_of_the_span() -> None:
    # Held at 19, absent from 20, back at 30 (the last frame before 31).
    boxes = TRACKS["leaving"].boxes(Span(19, 31))
    assert [box is not None for box in boxes] == [True] + [False] * 10 + [True]


@given(tracks(), spans)
def test_union_and_first_box_agree_with_looking_at_every_frame(track: Track, span: Span) -> None:
    shown = [box for box in track.boxes(span) if box is not None]
    union, first = track.union(span), track.first_box(span)
    if not shown:
        assert union is None
        assert first is None
        return
    assert union is not None
    assert first == shown[0]
    assert union.x == pytest.approx(min(box.x for box in shown))
    assert union.y == pytest.approx(min(box.y for box in shown))
    assert union.x + union.w == pytest.approx(max(box.x + box.w for box in shown))
    assert union.y + union.h == pytest.approx(max(box.y + box.h for box in shown))


@given(tracks(), st.integers(0, FRAMES - 1))
def test_boxes_inside_the_frame_stay_inside_between_keyframes(track: Track, frame: int) -> None:
    box = track.box_at(frame)
    assert box is None or box.inside


@given(tracks())
def test_a_keyframe_shows_exactly_what_was_placed(track: Track) -> None:
    for keyframe in track.keyframes:
        assert track.box_at(keyframe.frame) == keyframe.box


@pytest.mark.parametrize(
    "keyframes",
    [
        [Keyframe(0, None)],
        [Keyframe(-1, Box(0, 0, 1, 1))],
        [Keyframe(5, Box(0, 0, 1, 1)), Keyframe(5, None)],
        [Keyframe(5, Box(0, 0, 1, 1)), Keyframe(4, None)],
    ],
)
def test_a_track_that_cannot_be_is_refused(keyframes: list[Keyframe]) -> None:
    with pytest.raises(ValueError, match="keyframe"):
        Track(tuple(keyframes))
