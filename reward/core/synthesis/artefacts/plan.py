"""A planned artefact: everything that is known of it before the stage is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from reward.core.synthesis.stage import Actor, Area, Dice, Effect, Noun, Sprite, Stage, union

Levels = NDArray[np.float64]  # one weight per frame of a span, 0 to 1
CONTRAST = 24.0  # levels
CHANGE = 6.0  # levels: less is lost in what a codec does


@dataclass(frozen=True, slots=True)
class Plan:
    """``areas`` has what a person would box in each frame of ``span``, in pixels of the canvas.

    ``apply`` carries it out. ``how`` says what the sentence must tell apart ("melt", "left", …).
    """

    category: Category
    span: Span
    areas: list[Area]
    nouns: tuple[Noun, ...]
    apply: Callable[[], None]
    how: str = ""
    cast: tuple[int, ...] = ()  # indices of the actors it uses
    abrupt: bool = False
    direction: tuple[float, float] | None = None
    clears: list[Area] = field(default_factory=list)  # where things have left their lawful place


class Planner(Protocol):
    """Plans one artefact of its kind, or None where the stage has nothing that it fits."""

    def __call__(self, stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
        """``idle`` are the indices of the actors that no other artefact uses."""
        ...


def dice_span(dice: Dice, frames: int, *, to_end: bool, shortest: int = 6) -> Span:
    """Choose when it happens, late enough that one has seen how things were."""
    start = int(dice.integers(max(2, frames // 8), max(3, frames - shortest - frames // 6)))
    if to_end:
        return Span(start, frames)
    longest = max(shortest, frames - start)
    return Span(start, min(frames, start + int(dice.integers(shortest, longest + 1))))


def envelope(length: int, attack: int, release: int = 0) -> Levels:
    """Return one weight per frame: up within ``attack`` frames, 1, and down in ``release`` ones.

    No frame is below a fifth, so that the span begins and ends with something to see.
    """
    time = np.arange(length, dtype=np.float64)
    rise = np.clip((time + 1) / max(attack, 1), 0, 1)
    fall = np.clip((length - time) / (release + 1), 0, 1) if release else 1.0
    level = np.minimum(rise, fall)
    return np.asarray(0.2 + 0.8 * level * level * (3 - 2 * level))


def areas_of(sprites: Sequence[Sequence[Sprite]], margin: float = 1) -> list[Area | None]:
    found = (union(sprite.area for sprite in some) for some in sprites)
    return [area and grown(area, margin) for area in found]


def grown(area: Area, margin: float) -> Area:
    return area[0] - margin, area[1] - margin, area[2] + margin, area[3] + margin


def size_of(area: Area) -> tuple[float, float]:
    return area[2] - area[0], area[3] - area[1]


def overlap(a: Area, b: Area) -> float:
    """Return the share of ``a`` that ``b`` covers."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / ((a[2] - a[0]) * (a[3] - a[1]))


def inside(area: Area, size: tuple[int, int], share: float = 0.85, rim: float = 0.04) -> bool:
    """Tell whether at least ``share`` of the area lies off the canvas's outer ``rim``."""
    x, y = size[0] * rim, size[1] * rim
    return overlap(area, (x, y, size[0] - x, size[1] - y)) >= share


def in_view(
    stage: Stage, index: int, span: Span, areas: Sequence[Area | None] | None = None
) -> bool:
    """Tell whether an actor (or the ``areas`` it will cover) is in the picture and seen."""
    covers = stage.actors[index + 1 :]
    hidden = 0
    for step, frame in enumerate(span.frames):
        area = areas[step] if areas else stage.actors[index].area(frame)
        if area is None or not inside(area, stage.size):
            return False
        over = (other.area(frame) for other in covers if other.behind is None)
        hidden += any(other and overlap(area, other) > 0.3 for other in over)
    return hidden <= 0.25 * len(span)


def choose(
    stage: Stage,
    dice: Dice,
    idle: Sequence[int],
    span: Span,
    fits: Callable[[Actor], bool] = lambda _: True,
) -> int | None:
    """Pick an idle actor that is in view throughout the span; None if there is none."""
    for index in dice.permutation(list(idle)):
        actor = stage.actors[index]
        if (
            fits(actor)
            and in_view(stage, int(index), span)
            and _stands_out(stage, actor, span.start)
        ):
            return int(index)
    return None


def contrast(stage: Stage, sprite: Sprite, frame: int) -> float:
    """Return how much a sprite differs from what is behind it, a mean of levels."""
    width, height = stage.size
    rows, columns = np.nonzero(sprite.patch[..., 3] > 0.5)
    if not len(rows):
        return 0.0
    y, x = np.clip(rows + sprite.top, 0, height - 1), np.clip(columns + sprite.left, 0, width - 1)
    return float(np.abs(sprite.patch[rows, columns, :3] - stage.base[frame][y, x]).mean())


def shows(stage: Stage, effect: Effect, frame: int, area: Area) -> bool:
    """Tell whether an effect on the base changes the area by more than ``CHANGE`` in the mean."""
    after = stage.base[frame].copy()
    effect(frame, after)
    left, top, right, bottom = (max(0, round(side)) for side in area)
    part = slice(top, bottom), slice(left, right)
    return bool(np.abs(after[part].astype(np.float32) - stage.base[frame][part]).mean() > CHANGE)


def _stands_out(stage: Stage, actor: Actor, frame: int) -> bool:
    """Tell whether a thing is seen well enough to be missed. One of footage was found because."""
    return actor.behind is not None or all(
        contrast(stage, sprite, frame) > CONTRAST for sprite in actor.sprites[frame]
    )
