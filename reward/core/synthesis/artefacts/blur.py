"""Sudden blurring: an object, or a part of it, goes soft while all around stays sharp."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from annotation.domain.taxonomy import Category
from annotation.media.encode import Picture
from reward.core.synthesis import warp
from reward.core.synthesis.artefacts.plan import Plan, choose, dice_span, envelope, shows, size_of
from reward.core.synthesis.stage import Area, Dice, Stage


def blur(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    to_end = dice.random() < 0.35
    span = dice_span(dice, stage.frames, to_end=to_end)
    index = choose(stage, dice, idle, span)
    if index is None:
        return None
    actor = stage.actors[index]
    attack = int(dice.integers(1, 4))
    level = envelope(len(span), attack, 0 if to_end else attack)
    part = dice.random() < 0.3
    areas = [
        _reach(area, stage.size, part=part)
        for frame in span.frames
        if (area := actor.area(frame)) is not None
    ]
    strength = dice.uniform(0.07, 0.13)

    def soften(frame: int, picture: Picture) -> None:
        step = frame - span.start
        _soften(picture, areas[step], strength, float(level[step]))

    boxed = [(float(a), float(b), float(c), float(d)) for a, b, c, d in areas]
    middle = len(span) // 2
    # A drawn thing is not on the base, and always has detail to lose.
    if actor.behind and not shows(stage, soften, span.start + middle, boxed[middle]):
        return None
    return Plan(
        Category.SUDDEN_BLURRING,
        span,
        boxed,
        (actor.noun,),
        lambda: stage.effects.append((span, soften)),
        how="part" if part else "whole",
        cast=(index,),
        abrupt=attack == 1,
    )


def _reach(area: Area, size: tuple[int, int], *, part: bool) -> tuple[int, int, int, int]:
    """Return a little more than the area (of its upper part), in whole pixels of the canvas."""
    left, top, right, bottom = area
    width, height = size_of(area)
    if part:
        bottom = top + 0.55 * height
    rim_x, rim_y = 0.12 * width + 1, 0.12 * (bottom - top) + 1
    return (
        max(0, round(left - rim_x)),
        max(0, round(top - rim_y)),
        min(size[0], round(right + rim_x)),
        min(size[1], round(bottom + rim_y)),
    )


def _soften(
    picture: Picture, area: tuple[int, int, int, int], strength: float, level: float
) -> None:
    left, top, right, bottom = area
    part = picture[top:bottom, left:right]
    sigma = strength * (0.35 + 0.65 * level) * (min(part.shape[:2]) + 8)
    # Blur with the surroundings, so that the edge of the part is not a seam.
    rim = int(2 * sigma) + 1
    wide = (max(0, left - rim), max(0, top - rim), right + rim, bottom + rim)
    around = Image.fromarray(picture[wide[1] : wide[3], wide[0] : wide[2]])
    soft = np.asarray(around.filter(ImageFilter.GaussianBlur(sigma)), np.float32)
    inner = soft[top - wide[1] :, left - wide[0] :][: part.shape[0], : part.shape[1]]
    share = warp.window(*part.shape[:2], soft=0.3)[..., None] * np.float32(min(1.0, 0.4 + level))
    part[:] = part + (inner - part) * share + 0.5
