"""One clip from one seed: a stage, perhaps traces on it, a camera, and the document that is true.

Every choice that could give a label away (scene, camera, size, length, rate) is diced from a stream
of its own, apart from the one that decides whether anything is planted. A stage on which nothing
can be planted is given up whatever the label, or real clips would be the plainer ones.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from annotation.domain.document import Document, Explanation, Origin, OriginKind, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.timeline import FrameTable
from reward.core.synthesis import camera, planting, sentences, tracking
from reward.core.synthesis.artefacts import Plan
from reward.core.synthesis.config import Config
from reward.core.synthesis.drawn import scene as drawn
from reward.core.synthesis.footage import scene as filmed
from reward.core.synthesis.footage import window
from reward.core.synthesis.footage.sources import Library
from reward.core.synthesis.stage import Area, Dice, Stage

VERSION = 8  # of what clips look like; part of the dataset's provenance
STAGES = 6  # that are set up for one clip at most
_NAMESPACE = uuid.UUID("2f5c6a5e-0d0b-5c39-9a43-1f4a1c7b7a11")
# What a stream of chance decides; none can disturb another.
_FORM, _STAGE, _CAMERA, _LABEL, _PLANS, _WORDS, _SOURCE, _FILE = range(8)


@dataclass(frozen=True, slots=True)
class Clip:
    """``pictures`` is (frames, height, width, 3) RGB, not yet encoded; ``rate`` in frames/s."""

    pictures: NDArray[np.uint8]
    rate: int
    document: Document
    group: str
    planted: tuple[str, ...] = ()  # "category/how", as the traces

    @property
    def table(self) -> FrameTable:
        count = len(self.pictures)
        return FrameTable((1, self.rate), tuple(range(count)), count)


@dataclass(frozen=True, slots=True)
class Series:
    """The endless series of clips that a seed names: ``make`` draws any of them, at any time."""

    seed: int
    config: Config = field(default_factory=Config)
    footage: Library | None = None

    def make(self, index: int) -> Clip:
        """Return clip ``index``; the same in every run."""
        size, frames, rate = _form(self.dice(_FORM, index), self.config)
        fake = self.dice(_LABEL, index).random() < self.config.fake_share
        stage, group, plans = self._staged(index, size, frames, rate, fake=fake)
        filming = camera.dice_camera(self.dice(_CAMERA, index), self.config, size, stage.frames)
        pictures = filming.film(stage.render())
        table = FrameTable((1, rate), tuple(range(stage.frames)), stage.frames)
        words = self.dice(_WORDS, index)
        traces = tuple(
            self._trace(plan, filming, table, words, name=f"{self.seed}/{index}/{number}")
            for number, plan in enumerate(plans)
        )
        document = Document(Verdict.FAKE if traces else Verdict.REAL, traces=traces)
        planted = tuple(f"{plan.category.value}/{plan.how}" for plan in plans)
        return Clip(pictures, rate, document, group, planted)

    def source_of(self, index: int) -> int:
        """Tell which of the footage's sources clip ``index`` is cut from."""
        count = len(self.footage.sources) if self.footage else 1
        return int(self.dice(_SOURCE, index).integers(count))

    def file_dice(self, index: int) -> Dice:
        """What decides how clip ``index`` is encoded."""
        return self.dice(_FILE, index)

    def dice(self, stream: int, *numbers: int) -> Dice:
        return np.random.default_rng((self.seed, stream, *numbers))

    def _staged(
        self, index: int, size: tuple[int, int], frames: int, rate: int, *, fake: bool
    ) -> tuple[Stage, str, list[Plan]]:
        """Set up stages until a trace finds a place on one; plant it if the clip is to be fake."""
        for attempt in range(STAGES):
            chance = self.dice(_STAGE, index, attempt)
            stage, group = self._stage(chance, index, camera.canvas_of(size), frames, rate)
            plans = self.dice(_PLANS, index, attempt)
            first = planting.plan(stage, plans, self.config, [])
            if first is not None:
                break
        if first is None or not fake:
            return stage, group, []
        return stage, group, planting.plant(stage, plans, self.config, first)

    def _stage(
        self, dice: Dice, index: int, canvas: tuple[int, int], frames: int, rate: int
    ) -> tuple[Stage, str]:
        """Return a stage with nothing planted, and the group of what it is made from."""
        if self.footage is None:
            return drawn.compose(dice, self.config, canvas, frames), f"drawn-{self.seed}-{index}"
        reel = self.footage.reel(self.source_of(index))
        return filmed.compose(dice, window.cut(dice, reel, canvas, frames, rate)), reel.source.group

    def _trace(
        self, plan: Plan, filming: camera.Camera, table: FrameTable, dice: Dice, *, name: str
    ) -> Trace:
        boxes = [
            _box(filming.seen(area, frame))
            for frame, area in zip(plan.span.frames, plan.areas, strict=True)
        ]
        facts = sentences.facts_of(plan, plan.span, boxes[0], table)
        korean = dice.random() < self.config.korean_share
        text = (sentences.korean if korean else sentences.english)(facts, dice)
        return Trace(
            id=str(uuid.uuid5(_NAMESPACE, name)),
            span=plan.span,
            track=tracking.track(plan.span, boxes, filming.size),
            category=plan.category,
            explanation=Explanation(text, "ko" if korean else "en"),
            origin=Origin(OriginKind.PLANTED),
        )


def make(
    seed: int, config: Config | None = None, *, index: int = 0, footage: Library | None = None
) -> Clip:
    """Return clip ``index`` of the series that ``seed`` names, drawn or cut from ``footage``."""
    return Series(seed, config or Config(), footage).make(index)


def twin(
    seed: int, config: Config | None = None, *, index: int = 0, footage: Library | None = None
) -> Clip:
    """Return the same clip with nothing planted."""
    untouched = replace(config or Config(), fake_share=0.0)
    return make(seed, untouched, index=index, footage=footage)


def _form(dice: Dice, config: Config) -> tuple[tuple[int, int], int, int]:
    """Choose size (width, height, both even), number of frames and rate."""
    wide, tall = config.aspects[dice.integers(len(config.aspects))]
    long_side = dice.integers(config.long_side[0], config.long_side[1] + 1)
    scale = long_side / max(wide, tall)
    size = round(wide * scale / 2) * 2, round(tall * scale / 2) * 2
    frames = int(dice.integers(config.frames[0], config.frames[1] + 1))
    return size, frames, int(config.rates[dice.integers(len(config.rates))])


def _box(area: Area) -> Box:
    """Cut to the picture, in hundred-thousandths; planners keep most of every area inside it."""
    left, top = (round(min(max(float(side), 0.0), 0.99), 5) for side in area[:2])
    right, bottom = (round(min(max(float(side), 0.01), 1.0), 5) for side in area[2:])
    return Box(left, top, round(max(right - left, 0.01), 5), round(max(bottom - top, 0.01), 5))
