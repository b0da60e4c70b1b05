"""The nine categories, and the words of the annotators' tool behind them."""

from __future__ import annotations

import pytest

from annotation.domain.taxonomy import (
    CATEGORIES,
    Category,
    categories_of_labels,
    category_of_label,
)


@pytest.mark.parametrize(
    ("raw", "category"),
    [
        ("unexpected move for still things", Category.UNEXPECTED_MOVE),
        ("Shape distortion", Category.OBJECT_DISTORTION),
        ("merging", Category.OBJECT_MERGING),
        ("overlap", Category.OBJECT_MERGING),
        ("splitting", Category.OBJECT_SPLITTING),
        ("overlap background distortion", Category.BACKGROUND_DISTORTION),
        ("weird motion", Category.OBJECT_TRAJECTORY),
        ("Blurring", Category.SUDDEN_BLURRING),
        ("appearance", Category.REDUNDANT_OBJECT),
        ("disappearance", Category.OBJECT_DISAPPEARANCE),
        ("Disappear suddenly", Category.OBJECT_DISAPPEARANCE),
        ("deformation", Category.OBJECT_DISTORTION),
        ("distortions (object or person)", Category.OBJECT_DISTORTION),
        ("unsmooth motion", Category.OBJECT_TRAJECTORY),
        ("strange movement path", Category.OBJECT_TRAJECTORY),
        ("extra object", Category.REDUNDANT_OBJECT),
        ("None of the above, but I've written in the explanations", None),
        ("", None),
        ("something else", None),
    ],
)
def test_a_raw_label_maps_to_a_category(raw: str, category: Category | None) -> None:
    assert category_of_label(raw) is category


@pytest.mark.parametrize("info", CATEGORIES, ids=lambda info: info.code)
def test_our_own_words_map_to_themselves(info) -> None:
    assert category_of_label(info.name) is info.slug
    assert category_of_label(info.slug.value) is info.slug


def test_several_labels_give_each_category_once_in_order() -> None:
    raw = ["Blurring", "weird motion", "None of the above", "unsmooth motion", "Shape distortion"]
    assert categories_of_labels(raw) == [
        Category.SUDDEN_BLURRING,
        Category.OBJECT_TRAJECTORY,
        Category.OBJECT_DISTORTION,
    ]


def test_the_nine_are_in_the_papers_order_with_digits_and_codes() -> None:
    assert [info.slug for info in CATEGORIES] == list(Category)
    assert [info.digit for info in CATEGORIES] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert "".join(info.code for info in CATEGORIES) == "ODSBTRROMGSPBDDSUM"
