"""Agreement on where and when, with numbers derived by hand in the vectors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.geometry import Box
from annotation.domain.metrics import box_iou, match, tiou, viou
from annotation.domain.timeline import Span
from annotation.domain.track import Track
from tests.annotation.domain.strategies import spans, tracks
from tests.annotation.domain.test_track import track_of
from tests.annotation.domain.vectors import load

VECTORS = load("metrics")


@dataclass(frozen=True)
class Tube:
    span: Span
    track: Track


TUBES = {
    name: Tube(Span(*value["span"]), track_of(value["track"]))
    for name, value in VECTORS["tubes"].items()
}
tubes = st.builds(Tube, spans, tracks())
# Short spans and one box: most pairs overlap, so that rows compete for columns.
crowded = st.builds(
    Tube,
    st.builds(
        lambda start, length: Span(start, start + length), st.integers(0, 5), st.integers(1, 8)
    ),
    st.just(TUBES["still 0-10"].track),
)


@pytest.mark.parametrize(("name", "a", "b", "expected"), VECTORS["box_iou"])
def test_box_iou(name: str, a: list[float] | None, b: list[float] | None, expected: float) -> None:
    assert box_iou(a and Box(*a), b and Box(*b)) == pytest.approx(expected)


@pytest.mark.parametrize(("name", "a", "b", "expected"), VECTORS["tiou"])
def test_tiou(name: str, a: list[int], b: list[int], expected: float) -> None:
    assert tiou(Span(*a), Span(*b)) == pytest.approx(expected)


@pytest.mark.parametrize(("name", "a", "b", "expected"), VECTORS["viou"])
def test_viou(name: str, a: str, b: str, expected: float) -> None:
    assert viou(TUBES[a], TUBES[b]) == pytest.approx(expected)
    assert viou(TUBES[b], TUBES[a]) == pytest.approx(expected)


@pytest.mark.parametrize("case", VECTORS["match"], ids=lambda case: case["name"])
def test_match(case: dict) -> None:
    left, right = ([TUBES[name] for name in case[side]] for side in ("left", "right"))
    found = match(left, right, case["threshold"])
    assert [[left, right] for left, right, _ in found] == [pair[:2] for pair in case["matches"]]
    assert [pair.viou for pair in found] == pytest.approx([pair[2] for pair in case["matches"]])


@given(tubes, tubes)
def test_overlaps_are_symmetric_and_between_0_and_1(a: Tube, b: Tube) -> None:
    assert 0 <= tiou(a.span, b.span) <= 1
    assert 0 <= viou(a, b) <= tiou(a.span, b.span) + 1e-12
    assert viou(a, b) == pytest.approx(viou(b, a))


def greatest(left: list[Tube], right: list[Tube]) -> float:
    """Try every way to give each tube of the shorter side one of the longer."""
    few, many = sorted((left, right), key=len)
    return max(
        sum(viou(a, b) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )


@given(st.lists(tubes, max_size=3), st.lists(tubes, max_size=3))
def test_match_is_one_to_one_and_no_pairing_scores_more(
    left: list[Tube], right: list[Tube]
) -> None:
    found = match(left, right)
    assert len({pair.left for pair in found}) == len({pair.right for pair in found}) == len(found)
    assert sum(pair.viou for pair in found) == pytest.approx(greatest(left, right))


@given(*[st.lists(crowded, min_size=4, max_size=5)] * 2)
def test_match_settles_rows_that_compete(left: list[Tube], right: list[Tube]) -> None:
    assert sum(pair.viou for pair in match(left, right)) == pytest.approx(greatest(left, right))


@given(st.lists(tubes, max_size=3), st.lists(tubes, max_size=3), st.floats(0, 1))
def test_match_makes_no_pair_below_the_threshold(
    left: list[Tube], right: list[Tube], threshold: float
) -> None:
    for pair in match(left, right, threshold):
        assert pair.viou >= threshold
        assert pair.viou == viou(left[pair.left], right[pair.right])
