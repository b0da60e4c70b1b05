"""Choose what goes wrong on a stage, so that no trace covers another, and plant it."""

from __future__ import annotations

import numpy as np

from annotation.domain.taxonomy import Category
from reward.core.synthesis.artefacts import PLANNERS, Plan
from reward.core.synthesis.artefacts.plan import overlap
from reward.core.synthesis.config import Config
from reward.core.synthesis.seen import would_be_seen
from reward.core.synthesis.stage import Dice, Stage

TRIES = 16  # at a place and time for one kind, before another kind is tried
KINDS_TRIED = 30
ANOTHER = 0.35  # the chance of one more trace
# How often a kind is tried. Footage seldom has what the rarer ones need: a still thing that can be
# taken away, or two side by side.
TRIED_DRAWN: dict[Category, float] = {
    Category.OBJECT_TRAJECTORY: 2.0,
    Category.OBJECT_MERGING: 2.0,
    Category.OBJECT_SPLITTING: 1.7,
    Category.UNEXPECTED_MOVE: 1.2,
    Category.REDUNDANT_OBJECT: 0.7,
    Category.SUDDEN_BLURRING: 0.9,
    Category.BACKGROUND_DISTORTION: 0.9,
}
TRIED_FOOTAGE: dict[Category, float] = {
    Category.SUDDEN_BLURRING: 0.25,
    Category.OBJECT_DISTORTION: 0.3,
    Category.REDUNDANT_OBJECT: 0.8,
    Category.OBJECT_DISAPPEARANCE: 2.5,
    Category.OBJECT_SPLITTING: 3.0,
    Category.OBJECT_TRAJECTORY: 6.0,
    Category.OBJECT_MERGING: 6.0,
    Category.UNEXPECTED_MOVE: 9.0,
}
CROWDED = 0.15  # of either box: what covers more is in the other's way


def plan(stage: Stage, dice: Dice, config: Config, others: list[Plan]) -> Plan | None:
    """Plan one trace beside the ``others``; None where the stage gives nothing to work with."""
    filmed = any(actor.behind is not None for actor in stage.actors)
    tried = TRIED_FOOTAGE if filmed else TRIED_DRAWN
    kinds = [Category(kind) for kind in config.kinds]
    weights = np.array([tried.get(kind, 1.0) for kind in kinds])
    busy = {index for other in others for index in other.cast}
    idle = [index for index in range(len(stage.actors)) if index not in busy]
    for _ in range(KINDS_TRIED):
        kind = kinds[dice.choice(len(kinds), p=weights / weights.sum())]
        for _ in range(TRIES):
            found = PLANNERS[kind](stage, dice, idle)
            if found is None or any(_in_the_way(found, other) for other in others):
                continue
            if would_be_seen(stage, found):
                return found
    return None


def plant(stage: Stage, dice: Dice, config: Config, first: Plan) -> list[Plan]:
    """Carry out the ``first`` plan and, by chance, up to ``most_traces`` in all."""
    first.apply()
    plans = [first]
    while len(plans) < config.most_traces and dice.random() < ANOTHER:
        another = plan(stage, dice, config, plans)
        if another is None:
            break
        another.apply()
        plans.append(another)
    return plans


def _in_the_way(plan: Plan, other: Plan) -> bool:
    """Tell whether two artefacts would cover each other at some time."""
    return any(
        max(overlap(a, b), overlap(b, a)) > CROWDED
        for frame in plan.span.shared(other.span)
        for a, b in [(plan.areas[frame - plan.span.start], other.areas[frame - other.span.start])]
    )
