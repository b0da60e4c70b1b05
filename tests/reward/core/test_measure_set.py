"""Numbers of a set of videos: weighting by rows, AUROC, ECE, F1, each derived by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from reward.core import baselines
from reward.core.evaluate import evaluate, numbers, scores
from reward.core.metrics import METRICS, auroc, expected_calibration_error, measure
from reward.core.published import FAKE_ROWS, PUBLISHED, REAL_ROWS, Published
from tests.reward.core.judged import StrictJudge, example, said, trace

JUDGE = StrictJudge()
PAPER = {"overall", "accuracy", "fake_accuracy", "real_accuracy", "explanation", "box_iou"}
KEYS = PAPER | {"box_distance", "time_distance", "tiou", "viou", "category_accuracy"}
KEYS |= {"category_f1", "auroc", "ece", "trace_f1"}

# One fake with three traces, one with one, two real ones.
THREE = example(1, "fake", *(trace(name) for name in "abc"), generator="Sora")
ONE = example(2, "fake", trace(text=""), generator="Pika")
REALS = [example(3, "real", generator=""), example(4, "real", generator="")]
EXAMPLES = [THREE, ONE, *REALS]
SAID = [
    said(THREE, "fake", trace(), p_fake=0.9),
    said(ONE, "real", p_fake=0.4),
    said(REALS[0], "real", p_fake=0.1),
    said(REALS[1], "fake", trace(), p_fake=0.4),
]


def test_the_papers_numbers_weigh_by_annotated_rows() -> None:
    found = evaluate(EXAMPLES, SAID, JUDGE)
    # Rows: 3 right, 1 wrong, 1 right, 1 wrong.
    assert found["accuracy"] == pytest.approx(100 * 4 / 6)
    assert found["fake_accuracy"] == pytest.approx(100 * 3 / 4)
    assert found["real_accuracy"] == pytest.approx(100 * 1 / 2)
    # Three rows are met exactly, the fourth is called real: 0, 100 and 100.
    assert found["box_iou"] == pytest.approx(75)
    assert found["box_distance"] == pytest.approx(25)
    assert found["time_distance"] == pytest.approx(25)
    # The fourth row has no explanation, so it is not asked about.
    assert found["explanation"] == 100
    assert found["overall"] == pytest.approx((100 * 4 / 6 + 100 + 75 + 75) / 4)
    # Three traces in the same place are one predicted trace: 1 match, 2 predicted, 4 true.
    assert found["trace_f1"] == pytest.approx(100 * 2 / 6)
    assert (found["category_accuracy"], found["category_f1"]) == (100, 100)
    # Fakes 0.9, 0.4 and reals 0.1, 0.4: 0.9 wins twice, 0.4 wins once and ties once.
    assert found["auroc"] == pytest.approx(100 * 3.5 / 4)
    # Bins of a fifteenth: 0.9 alone (off by 0.1), 0.1 alone (0.1), 0.4 twice with one fake of two
    # (0.1 off): every video is in a bin that is off by 0.1.
    assert found["ece"] == pytest.approx(10)


def test_the_keys_are_those_of_the_interface_and_the_judge_is_named() -> None:
    found = evaluate(EXAMPLES, SAID, JUDGE)
    assert found.keys() >= {*KEYS, "judge", "baselines"}
    assert found["judge"] == "strict"
    assert all(found["baselines"][name].keys() == KEYS for name in baselines.ANSWERS)
    assert found["counts"] == {
        "videos": 4,
        "fake": 2,
        "traces": 4,
        "explanations": 3,
        "matched": 1,
    }


def test_trivial_answers_are_scored_by_the_same_code_on_the_same_truth() -> None:
    trivial = evaluate([ONE, REALS[0]], SAID[1:3], JUDGE)["baselines"]
    assert {name: row["accuracy"] for name, row in trivial.items()} == dict.fromkeys(trivial, 50.0)
    # The true box covers 0.2 x 0.4 of the frame; its onset is 0.2 s of 1 s, its span 4 of 10.
    assert trivial["whole_frame"]["box_iou"] == pytest.approx(8)
    assert trivial["whole_frame"]["time_distance"] == pytest.approx(20)
    assert trivial["whole_frame"]["tiou"] == pytest.approx(40)
    # 0.25 to 0.75 each way shares 0.05 x 0.35 with it.
    assert trivial["centre_box"]["box_iou"] == pytest.approx(100 * 0.0175 / (0.08 + 0.25 - 0.0175))
    assert trivial["start_0"]["time_distance"] == pytest.approx(20)
    assert trivial["start_0"]["box_iou"] == 0
    assert trivial["always_fake"]["fake_accuracy"] == 100
    assert trivial["always_fake"]["time_distance"] == 100
    assert trivial["always_real"]["real_accuracy"] == 100
    assert {row["auroc"] for row in trivial.values()} == {50.0}


def test_what_a_set_does_not_define_is_none() -> None:
    found = numbers(scores([(REALS[0], SAID[2])], JUDGE))
    undefined = {name for name, value in found.items() if value is None}
    assert undefined == set(METRICS) - {"accuracy", "real_accuracy", "ece"}
    assert set(numbers([]).values()) == {None}


def test_a_video_whose_truth_nobody_knows_does_not_count() -> None:
    unknown = example(9, "unknown", judged=False)
    found = evaluate([*EXAMPLES, unknown], [*SAID, said(unknown, "fake", p_fake=1)], JUDGE)
    assert found == evaluate(EXAMPLES, SAID, JUDGE)


def test_generators_and_categories_have_numbers_of_their_own() -> None:
    found = evaluate(EXAMPLES, SAID, JUDGE)
    assert {name: row["videos"] for name, row in found["generators"].items()} == {
        "Pika": 1,
        "Sora": 1,
        "real": 2,
    }
    assert found["generators"]["Sora"]["accuracy"] == 100
    assert found["generators"]["Pika"]["accuracy"] == 0
    row = found["categories"]["object_distortion"]
    assert (row["traces"], row["box_iou"], row["explanation"]) == (4, pytest.approx(75), 100)
    assert row["recall"] == pytest.approx(25)


def test_category_f1_is_the_mean_over_categories_true_or_named() -> None:
    # Distortion twice, named right and as merging; blurring once, not named at all.
    pairs = [
        ("object_distortion", "object_distortion"),
        ("object_distortion", "object_merging"),
        ("sudden_blurring", None),
    ]
    judged = [
        (one, said(one, "fake", trace(category=named)))
        for number, (true, named) in enumerate(pairs)
        for one in [example(number, "fake", trace(category=true))]
    ]
    found = numbers(scores(judged, JUDGE))
    # Distortion: 1 right, 1 missed: 2 / 3. Merging: 1 false: 0. Blurring: 1 missed: 0.
    assert found["category_f1"] == pytest.approx(100 * (2 / 3 + 0 + 0) / 3)
    assert found["category_accuracy"] == pytest.approx(100 / 3)


def test_auroc_counts_ties_as_half() -> None:
    # 0.9 beats both; 0.4 loses to 0.5 and ties with 0.4: 2.5 of 4.
    assert auroc([0.9, 0.4, 0.5, 0.4], [True, True, False, False]) == 2.5 / 4
    assert math.isnan(auroc([0.5, 0.7], [True, True]))


def test_calibration_error_is_the_gap_per_bin_weighted_by_its_videos() -> None:
    # 0.9 twice, one fake: off by 0.4. 0.1 once, real: off by 0.1. (2 x 0.4 + 0.1) / 3.
    assert expected_calibration_error([0.9, 0.9, 0.1], [True, False, False]) == pytest.approx(0.3)
    assert expected_calibration_error([1.0, 0.0], [True, False]) == 0


odds = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0])
labelled = st.lists(st.tuples(odds, st.booleans()), min_size=2, max_size=30).filter(
    lambda pairs: len({fake for _, fake in pairs}) == 2
)


@settings(deadline=None)
@given(labelled)
def test_auroc_is_that_of_scikit_learn(pairs: list[tuple[float, bool]]) -> None:
    p, fake = zip(*pairs, strict=True)
    assert auroc(p, fake) == pytest.approx(roc_auc_score(fake, p))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_a_weighted_video_counts_as_if_it_stood_there_as_often(chosen: list[int]) -> None:
    scored = scores(list(zip(EXAMPLES, SAID, strict=True)), JUDGE)
    weights = np.bincount(chosen, minlength=4)[None].astype(float)
    weighted = {name: values[0] for name, values in measure(scored, weights).items()}
    repeated = {name: values[0] for name, values in measure([scored[k] for k in chosen]).items()}
    assert weighted == pytest.approx(repeated, nan_ok=True)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row.model)
def test_every_published_overall_follows_from_its_row(row: Published) -> None:
    # Four numbers rounded to 0.05 each, and their mean rounded again: within 0.1.
    parts = row.accuracy + row.explanation + row.box_iou + 100 - row.time_distance
    assert row.overall == pytest.approx(parts / 4, abs=0.1)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row.model)
def test_every_published_accuracy_is_weighted_by_annotated_rows(row: Published) -> None:
    if row.fake_accuracy is None or row.real_accuracy is None:
        assert "no " in row.model or "neither" in row.model  # ablations are given in part
        return
    weighed = row.fake_accuracy * FAKE_ROWS + row.real_accuracy * REAL_ROWS
    assert row.accuracy == pytest.approx(weighed / (FAKE_ROWS + REAL_ROWS), abs=0.1)
