"""Objects that flow into one, and one that comes apart: outlines join as drops do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from reward.core.synthesis import warp
from reward.core.synthesis.artefacts.plan import (
    Plan,
    areas_of,
    choose,
    dice_span,
    envelope,
    grown,
    in_view,
    size_of,
)
from reward.core.synthesis.stage import Actor, Area, Dice, Sprite, Stage


def merge(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """Two objects are drawn into each other and become one shape."""
    to_end = dice.random() < 0.6
    span = dice_span(dice, stage.frames, to_end=to_end, shortest=8)
    pair = _neighbours(stage, dice, idle, span)
    if pair is None:
        return None
    below, above = pair
    lower, upper = stage.actors[below], stage.actors[above]
    attack = int(dice.integers(4, 10))
    level = envelope(len(span), attack, 0 if to_end else attack)
    closeness = dice.uniform(0.7, 0.92)
    meeting = _meeting(dice, lower, upper)
    fused = []
    for step, frame in enumerate(span.frames):
        pair_now = lower.sprites[frame], upper.sprites[frame]
        together = _drawn_together(*pair_now, closeness * level[step], meeting)
        fused.append([_fuse(together, float(level[step]))])
    areas = areas_of(fused)
    if not in_view(stage, above, span, areas):
        return None

    def apply() -> None:
        for actor in (lower, upper):
            if actor.loose:
                stage.lift(actor, span)
                actor.sprites[span.start : span.end] = [[] for _ in span.frames]
        front = upper if upper.loose else lower
        front.sprites[span.start : span.end] = fused

    return Plan(
        Category.OBJECT_MERGING,
        span,
        [area for area in areas if area],
        (lower.noun, upper.noun),
        apply,
        how="one" if to_end else "apart",
        cast=(below, above),
        abrupt=attack <= 5,
        clears=[a for actor in (lower, upper) for f in span.frames if (a := actor.area(f))],
    )


def split(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """One object divides into two that drift apart."""
    to_end = dice.random() < 0.7
    span = dice_span(dice, stage.frames, to_end=to_end, shortest=8)
    index = choose(stage, dice, idle, span, lambda actor: actor.loose)
    if index is None:
        return None
    actor = stage.actors[index]
    attack = min(len(span), int(dice.integers(5, 13)))
    level = envelope(len(span), attack, 0 if to_end else min(attack, len(span) // 3))
    wide, _ = size_of(actor.area(span.start) or (0, 0, 1, 1))
    angle = dice.uniform(-0.5, 0.5)
    apart = np.array([np.cos(angle), np.sin(angle)]) * wide * dice.uniform(0.5, 0.75)
    ends = [grown(area, float(np.abs(apart).max())) for f in span.frames if (area := actor.area(f))]
    if not in_view(stage, index, span, ends):
        return None
    halves = [
        [_fuse(_parted(actor.sprites[frame], apart * level[step]), 0.8)]
        for step, frame in enumerate(span.frames)
    ]
    areas = areas_of(halves)

    def apply() -> None:
        stage.lift(actor, span)
        actor.sprites[span.start : span.end] = halves

    return Plan(
        Category.OBJECT_SPLITTING,
        span,
        [area for area in areas if area],
        (actor.noun,),
        apply,
        how="apart" if to_end else "back",
        cast=(index,),
        abrupt=attack <= 6,
        direction=(float(apart[0]), float(apart[1])),
        clears=[area for frame in span.frames if (area := actor.area(frame))],
    )


def _parted(sprites: list[Sprite], shift: NDArray[np.float64]) -> list[Sprite]:
    return [sprite.moved(*(side * shift)) for sprite in sprites for side in (-1, 1)]


def _meeting(dice: Dice, lower: Actor, upper: Actor) -> float:
    """Choose where on the way from the lower to the upper thing they meet, 0 to 1.

    What cannot be taken away stays where it is, and the other comes to it.
    """
    if lower.loose and upper.loose:
        return float(dice.uniform(0.3, 0.7))
    return 1.0 if lower.loose else 0.0


def _neighbours(
    stage: Stage, dice: Dice, idle: Sequence[int], span: Span
) -> tuple[int, int] | None:
    """Pick two actors in view that are near each other when it begins, and stay near."""
    seen = [i for i in idle if stage.actors[i].whole and in_view(stage, i, span)]
    loose = {i for i in seen if stage.actors[i].loose}
    pairs = [(a, b) for a in seen for b in seen if a < b and loose & {a, b}]
    for number in dice.permutation(len(pairs)):
        a, b = pairs[number]
        if all(_near(stage, a, b, frame) for frame in (span.start, span.end - 1)):
            return a, b
    return None


def _near(stage: Stage, a: int, b: int, frame: int) -> bool:
    first, second = stage.actors[a].area(frame), stage.actors[b].area(frame)
    if first is None or second is None:
        return False
    gap = np.hypot(*(np.array(_middle(first)) - _middle(second)))
    reach = sum(size_of(first)) + sum(size_of(second))
    return bool(0.12 * reach < gap < 0.62 * reach)


def _middle(area: Area) -> tuple[float, float]:
    return (area[0] + area[2]) / 2, (area[1] + area[3]) / 2


def _drawn_together(
    lower: list[Sprite], upper: list[Sprite], done: float, meeting: float
) -> list[Sprite]:
    here, there = np.array(lower[0].centre), np.array(upper[0].centre)
    goal = here + (there - here) * meeting
    return [
        sprite.moved(*((goal - centre) * done))
        for some, centre in ((lower, here), (upper, there))
        for sprite in some
    ]


def _fuse(sprites: Sequence[Sprite], level: float) -> Sprite:
    """Join sprites into one: a soft neck bridges them, and where they overlap they blend."""
    rim = 6
    left, top = min(s.left for s in sprites) - rim, min(s.top for s in sprites) - rim
    right = max(s.left + s.patch.shape[1] for s in sprites) + rim
    bottom = max(s.top + s.patch.shape[0] for s in sprites) + rim
    spread = 0.09 * min(min(s.patch.shape[:2]) for s in sprites)
    shape = (bottom - top, right - left)
    hue, weight = np.zeros((*shape, 3), np.float32), np.full(shape, 1e-6, np.float32)
    solid, field = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for sprite in sprites:
        patch = np.zeros((*shape, 4), np.float32)
        rows, columns = sprite.patch.shape[:2]
        y, x = sprite.top - top, sprite.left - left
        patch[y : y + rows, x : x + columns] = warp.premultiplied(sprite.patch)
        soft = ndimage.gaussian_filter(patch, (spread, spread, 0), truncate=2.5)
        # The blurred colours carry into the neck, the sharp ones rule inside.
        mixed = 0.04 * soft + patch
        hue += mixed[..., :3]
        weight += mixed[..., 3]
        solid = 1 - (1 - solid) * (1 - patch[..., 3])
        field += soft[..., 3]
    neck = warp.smoothstep((field - 0.55) / 0.25) * np.float32(level)
    out = np.empty((*shape, 4), np.float32)
    out[..., :3] = hue / weight[..., None]
    out[..., 3] = np.maximum(solid, neck)
    return Sprite(left, top, out)
