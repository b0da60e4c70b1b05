"""Sentences say what the trace is, where it begins and when, and nothing that is not so."""

from __future__ import annotations

import re

import numpy as np
import pytest

from annotation.domain.taxonomy import Category
from reward.core.synthesis import Config, Series
from reward.core.synthesis.sentences import Facts, english, korean
from reward.core.synthesis.sentences.english import PHRASES as ENGLISH
from reward.core.synthesis.sentences.korean import PHRASES as KOREAN
from reward.core.synthesis.sentences.korean import with_particle
from reward.core.synthesis.stage import Noun

BALL, CUP = Noun("red ball", "빨간 공"), Noun("orange cup", "주황색 컵")
THING = Noun("object", "물체", known=False)


def facts(category: Category, how: str, *nouns: Noun) -> Facts:
    return Facts(
        category=category,
        how=how,
        nouns=nouns,
        abrupt=True,
        row=1,
        column=-1,
        start_s=1.26,
        end_s=2.5,
        to_end=False,
        heading="right",
    )


def all_of(sentence: object, told: Facts) -> set[str]:
    assert callable(sentence)
    return {sentence(told, np.random.default_rng(seed)) for seed in range(60)}


@pytest.mark.parametrize("phrases", [ENGLISH, KOREAN])
def test_both_languages_know_all_nine_kinds_in_several_ways(
    phrases: dict[tuple[Category, str], tuple[str, ...]],
) -> None:
    assert {category for category, _ in phrases} == set(Category)
    assert set(ENGLISH) == set(KOREAN)
    assert min(len(ways) for ways in phrases.values()) >= 2


def test_an_english_sentence_names_things_place_and_time() -> None:
    told = facts(Category.OBJECT_MERGING, "one", BALL, CUP)
    found = all_of(english, told)
    assert len(found) > 10
    for text in found:
        assert "the red ball" in text.lower()
        assert "the orange cup" in text
        assert "lower left" in text
        # 1.26 s is shown as 1.3.
        assert re.findall(r"\d+\.\d", text) == ["1.3", "2.5"]
        assert text[0].isupper()
        assert text.endswith(".")


def test_things_that_nobody_can_name_are_not_named() -> None:
    for text in all_of(english, facts(Category.OBJECT_MERGING, "one", THING, THING)):
        assert "an object" in text.lower()
        assert "another object" in text
        assert "the object" not in text.lower()


def test_a_korean_sentence_bends_its_particles_to_the_noun() -> None:
    # 공 ends in ㅇ, a consonant: 이; 차 in a vowel: 가.
    assert with_particle("공", "가") == "공이"
    assert with_particle("자동차", "가") == "자동차가"
    assert with_particle("컵", "와") == "컵과"
    told = facts(Category.UNEXPECTED_MOVE, "slide", CUP)
    for text in all_of(korean, told):
        assert "컵이" in text
        assert "오른쪽으로" in text
        assert "왼쪽 아래" in text
        assert re.findall(r"\d+\.\d", text) == ["1.3", "2.5"]


def test_what_is_said_of_drawn_clips_agrees_with_their_boxes_and_spans() -> None:
    config = Config(long_side=(96, 112), frames=(16, 24), fake_share=1.0, korean_share=0.0)
    series = Series(3, config)
    for index in range(25):
        clip = series.make(index)
        for trace in clip.document.traces:
            text = trace.explanation.text
            box = trace.track.box_at(trace.span.start)
            assert box is not None
            seconds = [float(number) for number in re.findall(r"\d+\.\d", text)]
            assert seconds[0] == pytest.approx(clip.table.start_s(trace.span), abs=0.051)
            if len(seconds) > 1:
                assert seconds[1] == pytest.approx(clip.table.end_s(trace.span), abs=0.051)
            else:
                assert trace.span.end == clip.table.count
            assert re.search(place_of(box.x + box.w / 2, box.y + box.h / 2), text, re.IGNORECASE)


def place_of(x: float, y: float) -> str:
    """How a sentence begins to say where (x, y) is; 0.38 and 0.62 part the picture in thirds."""
    side = "left" if x < 0.38 else "right" if x > 0.62 else ""
    level = "upper" if y < 0.38 else "lower" if y > 0.62 else ""
    if side and level:
        return f"in the {level} {side}"
    if side:
        return f"on the {side}"
    if level:
        return "(near|at) the " + ("top" if level == "upper" else "bottom")
    return "in the middle of the picture|near the centre"
