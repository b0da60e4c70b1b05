"""The nine kinds of trace, each with the way it is planted."""

from __future__ import annotations

from annotation.domain.taxonomy import Category
from reward.core.synthesis.artefacts import blur, fusion, path, presence, shape
from reward.core.synthesis.artefacts.plan import Plan, Planner

PLANNERS: dict[Category, Planner] = {
    Category.OBJECT_DISTORTION: shape.distort_object,
    Category.SUDDEN_BLURRING: blur.blur,
    Category.OBJECT_TRAJECTORY: path.break_path,
    Category.REDUNDANT_OBJECT: presence.add,
    Category.OBJECT_MERGING: fusion.merge,
    Category.OBJECT_SPLITTING: fusion.split,
    Category.BACKGROUND_DISTORTION: shape.distort_background,
    Category.OBJECT_DISAPPEARANCE: presence.vanish,
    Category.UNEXPECTED_MOVE: path.slide,
}

__all__ = ["PLANNERS", "Plan", "Planner"]
