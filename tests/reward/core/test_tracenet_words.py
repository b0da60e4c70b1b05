"""What tracenet may say: places and times as the numbers have them, things only if it may."""

from __future__ import annotations

import pytest
import torch

from annotation.domain.geometry import Box
from reward.core.backends.tracenet import phrases
from reward.core.backends.tracenet.naming import lexicon_of
from reward.core.backends.tracenet.vocabulary import vocabulary_of
from reward.core.backends.tracenet.words import Writer


@pytest.mark.parametrize(
    ("box", "en", "ko"),
    [
        # Centres at (0.15, 0.15), (0.5, 0.5), (0.9, 0.5) and (0.5, 0.8).
        (Box(0.1, 0.1, 0.1, 0.1), "in the upper left", "화면 왼쪽 위에서"),
        (Box(0.4, 0.4, 0.2, 0.2), "near the centre", "화면 가운데에서"),
        (Box(0.8, 0.4, 0.2, 0.2), "on the right", "화면 오른쪽에서"),
        (Box(0.4, 0.7, 0.2, 0.2), "near the bottom", "화면 아래쪽에서"),
    ],
)
def test_a_box_has_a_place_in_words(box: Box, en: str, ko: str) -> None:
    assert phrases.phrase(phrases.place_of(box), "en") == en
    assert phrases.phrase(phrases.place_of(box), "ko") == ko


def test_every_place_is_read_back_in_both_languages_and_variants() -> None:
    for language in phrases.LANGUAGES:
        for place in range(9):
            for variant in (0, 1):
                said = phrases.phrase(place, language, variant)
                assert [one.place for one in phrases.mentions(f"It melts {said}.")] == [place]


def test_a_part_of_a_thing_is_no_place() -> None:
    assert phrases.mentions("The top of the cup melts.") == []


UPPER_LEFT, RIGHT = 0, 5


def test_a_place_is_renamed_where_the_clip_was_shifted() -> None:
    text = "In the lower left of the picture, the cup melts from {start} s on."
    assert phrases.placed(text, RIGHT, to_end=True) == (
        "On the right side of the picture, the cup melts from {start} s on."
    )


def test_a_text_without_place_and_time_gets_both() -> None:
    assert phrases.placed("The cup melts.", UPPER_LEFT, to_end=False) == (
        "The cup melts (in the upper left, from {start} s to {end} s)."
    )
    assert phrases.placed("컵이 녹는다.", UPPER_LEFT, to_end=True) == (
        "컵이 녹는다 (화면 왼쪽 위에서, {start}초부터)."
    )


def test_times_become_slots_and_slots_times() -> None:
    text = "Between 0.3 and 1.2 s the 2.5 m pole melts."
    slotted = phrases.slotted(text, 0.333, 1.2)
    assert slotted == "Between {start} and {end} s the 2.5 m pole melts."
    assert phrases.filled(slotted, 0.5, 0.75) == "Between 0.5 and 0.8 s the 2.5 m pole melts."


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("The cup melts in the upper left from {start} s on.", True),
        ("The cup melts on the right from {start} s on.", False),
        ("The cup melts from {start} s on.", False),
        ("The cup melts in the upper left.", False),
        ("The 2 cups melt in the upper left from {start} s on.", False),
        ("On the right, the cup melts in the upper left from {start} s on.", False),
    ],
)
def test_a_text_is_held_against_its_numbers(text: str, *, true: bool) -> None:
    assert phrases.true_of(text, UPPER_LEFT, to_end=True) is true


def test_a_flaw_that_ends_is_not_said_to_go_on() -> None:
    on = "The cup melts in the upper left from {start} s on."
    assert not phrases.true_of(on, UPPER_LEFT, to_end=False)
    over = "The cup melts in the upper left from {start} s to {end} s."
    assert phrases.true_of(over, UPPER_LEFT, to_end=False)


def test_a_mirrored_clip_has_mirrored_words() -> None:
    assert phrases.mirror("Left of the tree, the right hand melts.") == (
        "Right of the tree, the left hand melts."
    )
    assert phrases.mirror("왼손이 오른쪽으로 휜다.") == "오른손이 왼쪽으로 휜다."


MELTS, VANISHES = 0, 7
TOLD = [
    (f"The {colour} {thing} {verb} near the top.", kind)
    for colour in ("red", "blue", "green", "white")
    for thing in ("cup", "ball", "tree", "apple")
    for verb, kind in (("melts", MELTS), ("vanishes", VANISHES))
]
TOLD_KO = [
    (f"{colour} {thing} {verb}.", kind)
    for colour in ("빨간", "파란", "하얀", "노란")
    for thing in ("공이", "컵이", "새가", "병이")
    for verb, kind in (("녹는다", MELTS), ("사라진다", VANISHES))
]
LEXICON = lexicon_of([*TOLD, *TOLD_KO])


def test_what_happens_belongs_to_a_kind_and_what_it_happens_to_is_a_name() -> None:
    # Each colour and each thing occurs four times with either kind, in a quarter of the texts; each
    # verb always with the same kind.
    assert LEXICON.names("The red cup vanishes near the top.") == ["red", "cup"]
    assert LEXICON.kinds_said("The red cup vanishes.") == {VANISHES}


def test_a_word_that_was_never_met_is_a_name_where_names_stand() -> None:
    assert LEXICON.names("The zebra melts.") == ["zebra"]
    assert LEXICON.names("Zebra melts abruptly.") == []


def test_the_same_is_said_without_the_name() -> None:
    assert LEXICON.unnamed("The red cup melts.") == "The object melts."
    assert LEXICON.unnamed("A cup melts near the apple.") == "An object melts near the object."
    assert LEXICON.unnamed("빨간 공이 녹는다.") == "물체가 녹는다."
    assert LEXICON.unnamed("찻잔을 찻집으로 녹는다.") == "물체로 녹는다."


def test_common_words_are_one_token_and_others_are_spelled() -> None:
    vocabulary = vocabulary_of(["The cup melts."] * 2 + ["The tea."])
    assert len(vocabulary.encode("The cup melts.")) == 4  # The, cup, melts and the full stop
    assert len(vocabulary.encode(" tea")) == 4
    assert vocabulary.decode([*vocabulary.encode("The tea melts."), 0, 5]) == "The tea melts."
    assert vocabulary.decode(vocabulary.encode("Qat")) == "at"  # no Q was ever met


def test_new_words_are_learned_without_forgetting_the_old() -> None:
    old = vocabulary_of(["The cup melts."] * 2)
    new = old.extended(["컵이 녹는다."] * 2)
    assert new.encode("The cup melts.") == old.encode("The cup melts.")
    assert new.decode(new.encode("컵이 녹는다.")) == "컵이 녹는다."
    writer = Writer(4, old.size)
    before = writer.words.weight[: old.size].clone()
    writer.grow(new.size)
    assert writer.say.out_features == writer.words.num_embeddings == new.size
    assert torch.equal(writer.words.weight[: old.size], before)
