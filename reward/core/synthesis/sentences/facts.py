"""What a sentence may say of a trace, measured from the finished clip."""

from __future__ import annotations

from dataclasses import dataclass

from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable, Span
from reward.core.synthesis.artefacts.plan import Plan
from reward.core.synthesis.stage import Noun


@dataclass(frozen=True, slots=True)
class Facts:
    """``row`` and ``column`` are -1, 0 or 1: top to bottom, left to right of the picture."""

    category: Category
    how: str
    nouns: tuple[Noun, ...]
    abrupt: bool
    row: int
    column: int
    start_s: float
    end_s: float
    to_end: bool
    heading: str  # left, right, up, down, or empty


def facts_of(plan: Plan, span: Span, first: Box, table: FrameTable) -> Facts:
    """``first`` is the box in the span's first frame."""
    return Facts(
        category=plan.category,
        how=plan.how,
        nouns=plan.nouns,
        abrupt=plan.abrupt,
        row=_third(first.y + first.h / 2),
        column=_third(first.x + first.w / 2),
        start_s=table.start_s(span),
        end_s=table.end_s(span),
        to_end=span.end == table.count,
        heading=_heading(plan.direction),
    )


def _third(share: float) -> int:
    return -1 if share < 0.38 else 1 if share > 0.62 else 0


def _heading(direction: tuple[float, float] | None) -> str:
    if direction is None:
        return ""
    x, y = direction
    if abs(x) >= abs(y):
        return "right" if x > 0 else "left"
    return "down" if y > 0 else "up"
