"""One clip from one seed: a stage, perhaps traces on it, a camera, and the document that is true.

Every choice that could give a label away (scene, camera, size, length, rate) is diced from a stream
of its own, before and apart from the one that decides whether anything is planted.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotation.domain.document import Document, Explanation, Origin, OriginKind, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable
from reward.core.synthesis import camera, sentences, tracking
from reward.core.synthesis.artefacts import PLANNERS, Plan
from reward.core.synthesis.artefacts.plan import overlap
from reward.core.synthesis.config import Config
from reward.core.synthesis.drawn import scene
from reward.core.synthesis.stage import Dice, Stage

VERSION = 1  # of what clips look like; part of the dataset's provenance
_NAMESPACE = uuid.UUID("2f5c6a5e-0d0b-5c39-9a43-1f4a1c7b7a11")
ATTEMPTS = 12  # at one trace, before another kind is tried


@dataclass(frozen=True, slots=True)
class Clip:
    """``pictures`` is (frames, height, width, 3) RGB, not yet encoded; ``rate`` in frames/s."""

    pictures: NDArray[np.uint8]
    rate: int
    document: Document
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> FrameTable:
        count = len(self.pictures)
        return FrameTable((1, self.rate), tuple(range(count)), count)


def make(seed: int, config: Config | None = None, *, index: int = 0) -> Clip:
    """Draw clip ``index`` of the endless series that ``seed`` names; the same in every run."""
    config = config or Config()
    size, frames, rate = _format(_dice(seed, index, 0), config)
    stage = scene.compose(_dice(seed, index, 1), config, camera.canvas_of(size), frames)
    filming = camera.dice_camera(_dice(seed, index, 2), config, size, frames)
    return _finish(seed, index, config, stage, filming, rate, {"group": f"drawn-{seed}-{index}"})


def twin(seed: int, config: Config | None = None, *, index: int = 0) -> Clip:
    """Return the same clip with nothing planted."""
    from dataclasses import replace

    return make(seed, replace(config or Config(), fake_share=0.0), index=index)


def _finish(
    seed: int,
    index: int,
    config: Config,
    stage: Stage,
    filming: camera.Camera,
    rate: int,
    meta: dict[str, Any],
) -> Clip:
    dice = _dice(seed, index, 3)
    plans = _plant(stage, dice, config) if dice.random() < config.fake_share else []
    pictures = filming.film(stage.render())
    table = FrameTable((1, rate), tuple(range(stage.frames)), stage.frames)
    words = _dice(seed, index, 4)
    traces = tuple(
        _trace(plan, filming, table, words, config, f"{seed}/{index}/{number}")
        for number, plan in enumerate(plans)
    )
    document = Document(Verdict.FAKE if traces else Verdict.REAL, traces=traces)
    planted = [f"{plan.category.value}/{plan.how}" for plan in plans]
    return Clip(pictures, rate, document, {**meta, "planted": planted})


def _dice(*seed: int) -> Dice:
    return np.random.default_rng(seed)


def _format(dice: Dice, config: Config) -> tuple[tuple[int, int], int, int]:
    """Choose size (width, height, both even), number of frames and rate."""
    wide, tall = config.aspects[dice.integers(len(config.aspects))]
    long_side = dice.integers(config.long_side[0], config.long_side[1] + 1)
    scale = long_side / max(wide, tall)
    size = round(wide * scale / 2) * 2, round(tall * scale / 2) * 2
    frames = int(dice.integers(config.frames[0], config.frames[1] + 1))
    return size, frames, int(config.rates[dice.integers(len(config.rates))])


def _plant(stage: Stage, dice: Dice, config: Config) -> list[Plan]:
    """Plant one to ``most_traces`` traces that do not get in each other's way; at least one."""
    wanted = 1
    while wanted < config.most_traces and dice.random() < 0.33:
        wanted += 1
    plans: list[Plan] = []
    kinds = [Category(kind) for kind in config.kinds]
    for _ in range(200):
        kind = kinds[dice.integers(len(kinds))]
        plan = _planned(stage, dice, kind, plans)
        if plan is not None:
            plan.apply()
            plans.append(plan)
        if len(plans) == wanted:
            break
    return plans


def _planned(stage: Stage, dice: Dice, kind: Category, others: list[Plan]) -> Plan | None:
    busy = {index for plan in others for index in plan.cast}
    idle = [index for index in range(len(stage.actors)) if index not in busy]
    for _ in range(ATTEMPTS):
        plan = PLANNERS[kind](stage, dice, idle)
        if plan is not None and not any(_in_the_way(plan, other) for other in others):
            return plan
    return None


def _in_the_way(plan: Plan, other: Plan) -> bool:
    """Tell whether two artefacts would cover each other at some time."""
    shared = plan.span.shared(other.span)
    return any(
        max(overlap(a, b), overlap(b, a)) > 0.15
        for frame in shared
        for a, b in [(plan.areas[frame - plan.span.start], other.areas[frame - other.span.start])]
    )


def _trace(
    plan: Plan, filming: camera.Camera, table: FrameTable, dice: Dice, config: Config, name: str
) -> Trace:
    boxes = [
        _box(filming.seen(area, frame))
        for frame, area in zip(plan.span.frames, plan.areas, strict=True)
    ]
    facts = sentences.facts_of(plan, plan.span, boxes[0], table)
    korean = dice.random() < config.korean_share
    text = (sentences.korean if korean else sentences.english)(facts, dice)
    return Trace(
        id=str(uuid.uuid5(_NAMESPACE, name)),
        span=plan.span,
        track=tracking.track(plan.span, boxes, filming.size),
        category=plan.category,
        explanation=Explanation(text, "ko" if korean else "en"),
        origin=Origin(OriginKind.PLANTED),
    )


def _box(area: tuple[float, float, float, float]) -> Box:
    """Cut to the picture, in hundred-thousandths; planners keep most of every area inside it."""
    left, top = (round(min(max(float(side), 0.0), 0.99), 5) for side in area[:2])
    right, bottom = (round(min(max(float(side), 0.01), 1.0), 5) for side in area[2:])
    return Box(left, top, round(max(right - left, 0.01), 5), round(max(bottom - top, 0.01), 5))


__all__ = ["VERSION", "Clip", "make", "twin"]
