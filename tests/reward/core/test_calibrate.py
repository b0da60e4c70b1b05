"""Temperature: a known one is found again, and no set, however small or clear, breaks it."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reward.core.calibrate import Calibration, apply, effect, fit, logit
from tests.reward.core.judged import example, said, trace


def drawn(temperature: float, bias: float = 0.0, n: int = 4000) -> tuple[list[float], list[bool]]:
    """Draw logits of a model that is ``temperature`` times too sure, and labels by true odds."""
    dice = np.random.default_rng(7)
    true = dice.normal(0, 1.5, n)
    labels = dice.random(n) < 1 / (1 + np.exp(-true))
    return list((true - bias) * temperature), list(labels)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_a_known_temperature_is_found_again(temperature: float) -> None:
    found = fit(*drawn(temperature))
    assert found.temperature == pytest.approx(temperature, rel=0.06)
    assert found.bias == 0


def test_a_known_bias_is_found_with_it() -> None:
    found = fit(*drawn(2.0, bias=0.8), with_bias=True)
    assert found.temperature == pytest.approx(2.0, rel=0.06)
    assert found.bias == pytest.approx(0.8, abs=0.1)


def test_odds_that_were_too_sure_become_honest() -> None:
    logits, labels = drawn(3.0)
    found = effect(logits, labels, fit(logits, labels))
    # Drawn odds miss their share by about 1 / sqrt(4000 / 15) / 2 = 3 points a bin, at most.
    assert found.ece_after < 3
    assert found.ece_before > 8
    assert found.nll_after < found.nll_before


def test_the_measures_before_and_after_are_those_of_the_odds() -> None:
    # sigmoid(log 9) = 0.9: right once, wrong once. Halved, sigmoid(log 3) = 0.75.
    found = effect([log(9), log(9)], [True, False], Calibration(2.0))
    assert found.ece_before == pytest.approx(40)
    assert found.ece_after == pytest.approx(25)
    assert found.nll_before == pytest.approx(-(log(0.9) + log(0.1)) / 2)
    assert found.nll_after == pytest.approx(-(log(0.75) + log(0.25)) / 2)


def test_a_set_of_one_class_changes_nothing() -> None:
    assert fit([5.0, 3.0, -2.0], [True, True, True]) == Calibration()
    assert fit([], []) == Calibration()


def test_two_videos_hardly_move_it() -> None:
    # As a function of u = log T the loss is 2 log(1 + exp(-exp(-u))) + u²/2 for logits of 1 and -1:
    # its slope 2 exp(-u) / (1 + exp(exp(-u))) + u is 0 near u = -0.55.
    found = fit([1.0, -1.0], [True, False])
    u = log(found.temperature)
    assert 2 * exp(-u) / (1 + exp(exp(-u))) + u == pytest.approx(0, abs=1e-4)
    assert 0.5 < found.temperature < 1


def test_classes_that_are_apart_do_not_make_it_certain() -> None:
    apart = fit([3.0] * 50 + [-3.0] * 50, [True] * 50 + [False] * 50)
    assert 1 / 20 < apart.temperature < 1


def test_a_model_that_is_always_wrong_becomes_unsure_not_reversed() -> None:
    wrong = fit([3.0] * 50 + [-3.0] * 50, [False] * 50 + [True] * 50)
    assert wrong.temperature == pytest.approx(exp(3))
    assert 0.5 < wrong.odds(1 / (1 + exp(-3.0))) < 0.55


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(-50, 50), st.booleans()), max_size=12),
    st.booleans(),
    st.floats(0, 1),
)
def test_any_set_gives_odds_between_0_and_1_that_keep_their_order(
    pairs: list[tuple[float, bool]], with_bias: bool, p: float
) -> None:
    found = fit([z for z, _ in pairs], [fake for _, fake in pairs], with_bias=with_bias)
    assert 0 <= found.odds(0) <= found.odds(p) <= found.odds(1) <= 1


def test_without_a_bias_no_video_changes_sides() -> None:
    assert Calibration(7.0).odds(0.5) == 0.5
    assert Calibration(7.0).odds(0.501) > 0.5


def test_applying_it_changes_the_odds_alone() -> None:
    one = example(1, "fake", trace())
    before = said(one, "fake", trace(), p_fake=0.9, sure=(0.25,))
    after = apply(Calibration(2.0), before)
    # sigmoid(log(9) / 2) = 3 / (3 + 1).
    assert after.p_fake == pytest.approx(0.75)
    assert (after.document, after.confidences) == (before.document, before.confidences)


def test_certain_odds_have_finite_logits() -> None:
    assert logit(0.5) == 0
    assert logit(1.0) == pytest.approx(-logit(0.0))
    assert logit(1.0) < 20


@pytest.mark.parametrize("wrong", [([1.0], []), ([float("nan"), 1.0], [True, False])])
def test_what_is_no_set_of_logits_is_refused(wrong: tuple[list[float], list[bool]]) -> None:
    with pytest.raises(ValueError, match="one finite logit per label"):
        fit(*wrong)
    with pytest.raises(ValueError, match="temperature is positive"):
        Calibration(0.0)


def test_a_card_keeps_it() -> None:
    assert Calibration.from_card({"temperature": 2.0, "bias": -1.0}) == Calibration(2.0, -1.0)
