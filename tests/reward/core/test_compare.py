"""Paired differences with their intervals, and the gate that a candidate has to pass."""

from __future__ import annotations

import pytest

from reward.core.compare import GATE, Difference, compare, differences, gate, report
from reward.core.evaluate import numbers, scores
from reward.core.metrics import METRICS
from reward.core.scores import Scored
from tests.reward.core.judged import StrictJudge, example, said, trace

VIDEOS = [
    example(number, "fake", trace()) if number % 2 else example(number, "real")
    for number in range(40)
]


def judged(right: range, *, of: int = 40) -> list[Scored]:
    """Score a model that is right, documents and all, about the videos in ``right``."""
    pairs = []
    for number, video in enumerate(VIDEOS[:of]):
        fake = bool(number % 2) == (number in right)
        traces = [trace()] if fake else []
        pairs.append((video, said(video, "fake" if fake else "real", *traces, p_fake=float(fake))))
    return scores(pairs, StrictJudge())


def test_a_model_differs_from_itself_by_nothing() -> None:
    found = differences(judged(range(20)), judged(range(20)))
    assert set(found) == set(METRICS)
    assert set(found.values()) == {Difference(0, 0, 0)}


def test_the_interval_is_that_of_the_paired_difference() -> None:
    # 10 more of 40 right: 25 points. A draw's count is binomial(40, 1/4): its standard deviation
    # is sqrt(7.5) = 2.7 videos, 6.8 points, so 95 % lie within about 13 points.
    gap = differences(judged(range(20)), judged(range(30)))["accuracy"]
    assert gap.difference == pytest.approx(25)
    assert gap.low == pytest.approx(25 - 13.4, abs=2)
    assert gap.high == pytest.approx(25 + 13.4, abs=2)


def test_the_same_seed_draws_the_same_interval() -> None:
    sides = judged(range(20)), judged(range(30))
    assert differences(*sides, seed=3) == differences(*sides, seed=3)
    assert differences(*sides, seed=3) != differences(*sides, seed=4)


def test_what_neither_defines_has_no_difference() -> None:
    real = [one for number, one in enumerate(judged(range(40))) if number % 2 == 0]
    assert differences(real, real)["box_iou"] == Difference(None, None, None)


def found(**gaps: tuple[float, float, float]) -> dict[str, Difference]:
    return {name: Difference(*gaps.get(name, (0.0, 0.0, 0.0))) for name in METRICS}


def test_an_equal_and_a_better_candidate_are_not_worse() -> None:
    assert gate(found()).not_worse
    assert gate(found(overall=(5.0, 1.0, 9.0), accuracy=(-0.5, -4.0, 3.0))).not_worse


@pytest.mark.parametrize("metric", GATE)
def test_a_candidate_that_is_lower_beyond_chance_is_worse(metric: str) -> None:
    answer = gate(found(**{metric: (-0.8, -1.5, -0.1)}))
    assert not answer.not_worse
    assert "lower beyond chance (-0.8 points)" in answer.reasons[0]


def test_a_drop_of_more_than_a_point_is_worse_even_if_it_may_be_chance() -> None:
    answer = gate(found(auroc=(-1.2, -9.0, 6.0)))
    assert answer.reasons == ("AUROC dropped by 1.2 points, 1 are allowed.",)


def test_nothing_to_compare_is_no_licence() -> None:
    nothing = dict.fromkeys(METRICS, Difference(None, None, None))
    assert not gate(nothing).not_worse


def test_the_report_puts_models_side_by_side_with_the_answer() -> None:
    scored = {"old": judged(range(30)), "new": judged(range(20))}
    result = compare(scored, {name: numbers(videos) for name, videos in scored.items()})
    assert result["base"] == "old"
    assert result["gate"]["new"]["not_worse"] is False
    text = report(result)
    assert "new minus old" in text
    assert "Gate: new is worse." in text
