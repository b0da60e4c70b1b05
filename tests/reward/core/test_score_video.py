"""The paper's row scores and the matching of traces, each case derived by hand.

Clips have ten frames and last one second. The true trace covers frames 2 to 5 (0.2 s to 0.6 s) in
the box x 0.1, y 0.2, w 0.2, h 0.4.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest

from annotation.domain.taxonomy import Category
from reward.core.answers import UNREAD_START
from reward.core.contract import Prediction
from reward.core.scores import Row, Scored, claimed, score, truth
from tests.reward.core.judged import BOX, example, said, trace

FAKE = example(1, "fake", trace())


def scored(*traces: dict[str, Any], verdict: str | None = "fake", **marks: float) -> Scored:
    words = {("The hand melts.", text.replace("_", " ")): mark for text, mark in marks.items()}
    return score(
        FAKE, said(FAKE, verdict, *traces), {("The hand melts.", "The hand melts."): 1} | words
    )


def only_row(found: Scored) -> dict[str, Any]:
    (row,) = found.rows
    return row.values


def test_the_same_document_scores_best() -> None:
    assert only_row(scored(trace())) == {
        "explanation": 1,
        "box_iou": pytest.approx(1),
        "box_distance": pytest.approx(0),
        "time_distance": 0,
        "tiou": 1,
        "viou": pytest.approx(1),
        "category_accuracy": 1,
        "recall": 1,
    }


def test_a_shifted_trace_scores_its_overlaps_and_distances() -> None:
    row = only_row(scored(trace(span=[4, 8], box=[0.2, 0.2, 0.2, 0.4], text="")))
    # Half of each box is shared: 0.04 of 0.08 + 0.08 - 0.04 = 0.12.
    assert row["box_iou"] == pytest.approx(1 / 3)
    # The centres (0.2, 0.4) and (0.3, 0.4) are 0.1 apart.
    assert row["box_distance"] == pytest.approx(0.1 / sqrt(2))
    # 0.4 s for 0.2 s, of 1 s.
    assert row["time_distance"] == pytest.approx(0.2)
    # Frames 4 and 5 are shared, of 2 to 7.
    assert row["tiou"] == pytest.approx(2 / 6)
    assert row["viou"] == pytest.approx(2 * (1 / 3) / 6)
    # vIoU 1/9 is below 0.3: not the same trace.
    assert (row["recall"], row["category_accuracy"]) == (0, None)
    assert row["explanation"] == 0


def test_a_moving_box_counts_as_the_union_over_its_span() -> None:
    # In frames 2 to 5 the box moves from x 0.1 to x 0.4 and grows to h 0.5: union w 0.5, h 0.5.
    moving = [{"frame": 2, "box": BOX}, {"frame": 5, "box": [0.4, 0.2, 0.2, 0.5]}]
    row = only_row(scored(trace(track=moving)))
    assert row["box_iou"] == pytest.approx(0.08 / 0.25)


def test_time_distance_is_a_share_of_the_video_not_of_a_second() -> None:
    # Five frames a second: the same frames are twice as far apart in a video of two seconds.
    one = example(1, "fake", trace(), time_base=[1, 50])
    (row,) = score(one, said(one, "fake", trace(span=[4, 8], text="")), {}).rows
    assert row.values["time_distance"] == pytest.approx((0.8 - 0.4) / 2)


WORST = {"box_iou": 0, "box_distance": 1, "time_distance": 1, "tiou": 0, "viou": 0, "recall": 0}


@pytest.mark.parametrize("verdict", ["real", "unsure", None])
def test_who_does_not_call_a_fake_fake_scores_worst_whatever_he_draws(verdict: str | None) -> None:
    row = only_row(scored(trace(), verdict=verdict))
    assert row.items() >= {**WORST, "explanation": 0}.items()


def test_a_fake_without_a_trace_scores_worst_but_for_its_verdict() -> None:
    found = scored()
    assert only_row(found).items() >= {**WORST, "explanation": 0}.items()
    assert found.sums["fake_accuracy"] == (1, 1)


def test_a_trace_without_a_box_is_worst_in_place_only() -> None:
    row = only_row(scored(trace(box=None)))
    assert (row["box_iou"], row["box_distance"], row["viou"]) == (0, 1, 0)
    assert (row["time_distance"], row["tiou"]) == (0, 1)


def test_a_trace_whose_onset_could_not_be_read_is_worst_in_time_only() -> None:
    row = only_row(scored(trace(span=[0, 10], tags=[UNREAD_START])))
    assert (row["time_distance"], row["tiou"], row["viou"], row["recall"]) == (1, 0, 0, 0)
    assert row["box_iou"] == pytest.approx(1)


def test_what_the_annotation_leaves_open_is_not_scored() -> None:
    one = example(1, "fake", trace(box=None, text=" ", category=None))
    (row,) = score(one, said(one, "fake", trace()), {}).rows
    open_ = {name for name, value in row.values.items() if value is None}
    assert open_ == {
        "explanation",
        "box_iou",
        "box_distance",
        "viou",
        "category_accuracy",
        "recall",
    }


def sure(first: float, second: float) -> Prediction:
    return said(FAKE, "fake", trace("a"), trace("b"), sure=(first, second))


def test_the_most_confident_trace_speaks_and_the_first_of_equals() -> None:
    assert (claimed(sure(0.2, 0.9)) or FAKE).id == "b"  # type: ignore[union-attr]
    assert (claimed(sure(0.5, 0.5)) or FAKE).id == "a"  # type: ignore[union-attr]
    assert claimed(said(FAKE, "real", trace())) is None


def test_every_trace_is_compared_with_the_one_that_speaks_and_weighs_as_a_row() -> None:
    one = example(1, "fake", trace("a"), trace("b", box=[0.5, 0.5, 0.2, 0.4]), trace("c"))
    found = score(one, said(one, "fake", trace(text="")), {})
    assert [row.values["box_iou"] for row in found.rows] == [pytest.approx(v) for v in (1, 0, 1)]
    assert found.sums["accuracy"] == (3, 3)
    assert found.sums["box_iou"] == (pytest.approx(2), 3)


def test_a_real_video_is_one_row_of_verdicts_and_nothing_else() -> None:
    one = example(1, "real")
    found = score(one, said(one, "fake", trace()), {})
    assert found.rows == ()
    assert found.sums["accuracy"] == found.sums["real_accuracy"] == (0, 1)
    assert found.sums["fake_accuracy"] == found.sums["box_iou"] == (0, 0)
    # The trace drawn in it is a false one: no match, one of one.
    assert found.sums["trace_f1"] == (0, 1)


def test_traces_are_matched_one_to_one_from_a_viou_of_three_tenths_on() -> None:
    # The same box; 3 of 10 frames are shared: exactly 0.3. With 2 of 10 it is no match.
    one = example(1, "fake", trace(span=[0, 10]))
    assert score(one, said(one, "fake", trace(span=[0, 3], text="")), {}).sums["trace_f1"] == (2, 2)
    assert score(one, said(one, "fake", trace(span=[0, 2], text="")), {}).sums["trace_f1"] == (0, 2)
    # Two that could both be it: one is matched, one is too many.
    both = said(one, "fake", trace("a", span=[0, 9], text=""), trace("b", span=[0, 10], text=""))
    assert score(one, both, {}).sums["trace_f1"] == (2, 3)


def rows_of(**changed: Any) -> Row:
    one = example(1, "fake", trace(also=["sudden_blurring"]))
    (row,) = score(one, said(one, "fake", trace(text="", **changed)), {}).rows
    return row


def test_any_of_the_true_categories_is_right_and_none_is_wrong() -> None:
    assert rows_of(category="object_distortion").values["category_accuracy"] == 1
    assert rows_of(category="sudden_blurring").values["category_accuracy"] == 1
    assert rows_of(category="object_merging").values["category_accuracy"] == 0
    assert rows_of(category=None).values["category_accuracy"] == 0
    assert rows_of().categories == {Category.OBJECT_DISTORTION, Category.SUDDEN_BLURRING}


def test_the_label_says_what_is_true_and_the_verdict_where_it_is_unknown() -> None:
    assert truth(example(1, "fake", judged=False)) is True
    assert truth(example(1, "real")) is False
    assert truth(example(1, "unknown", judged=False)) is None
    assert truth(example(1, "unknown")) is None  # unsure
