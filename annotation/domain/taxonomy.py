"""The nine kinds of telltale trace, and how the raw labels of imported data map onto them.

Names, order and meaning: DeeptraceReward, arXiv 2509.22646.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The slugs every document, export and model answer uses, in the paper's order."""

    OBJECT_DISTORTION = "object_distortion"
    SUDDEN_BLURRING = "sudden_blurring"
    OBJECT_TRAJECTORY = "object_trajectory"
    REDUNDANT_OBJECT = "redundant_object"
    OBJECT_MERGING = "object_merging"
    OBJECT_SPLITTING = "object_splitting"
    BACKGROUND_DISTORTION = "background_distortion"
    OBJECT_DISAPPEARANCE = "object_disappearance"
    UNEXPECTED_MOVE = "unexpected_move"


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """How people meet a category: its digit key, two-letter code, English name and meaning."""

    slug: Category
    digit: int
    code: str
    name: str
    meaning: str


CATEGORIES: tuple[CategoryInfo, ...] = (
    CategoryInfo(
        Category.OBJECT_DISTORTION,
        1,
        "OD",
        "Object distortion",
        "An object takes an abnormal shape.",
    ),
    CategoryInfo(
        Category.SUDDEN_BLURRING,
        2,
        "SB",
        "Sudden blurring",
        "Something abruptly loses definition.",
    ),
    CategoryInfo(
        Category.OBJECT_TRAJECTORY,
        3,
        "TR",
        "Object trajectory",
        "An object moves along an unnatural path.",
    ),
    CategoryInfo(
        Category.REDUNDANT_OBJECT, 4, "RO", "Redundant object", "Something extra appears."
    ),
    CategoryInfo(Category.OBJECT_MERGING, 5, "MG", "Object merging", "Distinct objects fuse."),
    CategoryInfo(Category.OBJECT_SPLITTING, 6, "SP", "Object splitting", "One object divides."),
    CategoryInfo(
        Category.BACKGROUND_DISTORTION, 7, "BD", "Background distortion", "The background warps."
    ),
    CategoryInfo(
        Category.OBJECT_DISAPPEARANCE,
        8,
        "DS",
        "Object disappearance",
        "Something visible vanishes.",
    ),
    CategoryInfo(
        Category.UNEXPECTED_MOVE, 9, "UM", "Unexpected move", "A still thing moves by itself."
    ),
)

# The first pattern that matches wins, so order matters: "disappearance" contains "appearance",
# and "overlap background distortion" is about the background, not about merging.
_PATTERNS: tuple[tuple[re.Pattern[str], Category], ...] = tuple(
    (re.compile(pattern), category)
    for pattern, category in (
        (r"disappear", Category.OBJECT_DISAPPEARANCE),
        (r"background distortion", Category.BACKGROUND_DISTORTION),
        (r"merg|overlap", Category.OBJECT_MERGING),
        (r"splitt", Category.OBJECT_SPLITTING),
        (r"appearance|redundant|extra object", Category.REDUNDANT_OBJECT),
        (r"blurr", Category.SUDDEN_BLURRING),
        (r"unexpected move|still things", Category.UNEXPECTED_MOVE),
        (r"weird motion|movement path|trajectory|unsmooth", Category.OBJECT_TRAJECTORY),
        (
            r"shape distortion|object distortion|distortions \(object|deformation",
            Category.OBJECT_DISTORTION,
        ),
    )
)


def category_of_label(raw: str) -> Category | None:
    """Map a raw label, or one of our own names or slugs, to its category; None if it says none."""
    label = raw.casefold().replace("_", " ")
    return next((category for pattern, category in _PATTERNS if pattern.search(label)), None)


def categories_of_labels(raw: Sequence[str]) -> list[Category]:
    """Map several raw labels: each category once, in the order first named."""
    found = (category_of_label(label) for label in raw)
    return list(dict.fromkeys(category for category in found if category))
