"""Things that melt, wobble, bend and swell, and backgrounds that ripple and stretch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from annotation.media.encode import Picture
from reward.core.synthesis import warp
from reward.core.synthesis.artefacts.plan import (
    Levels,
    Plan,
    areas_of,
    choose,
    dice_span,
    envelope,
    grown,
    in_view,
    overlap,
    shows,
    size_of,
)
from reward.core.synthesis.stage import Area, Dice, Effect, Noun, Sprite, Stage, union

MELTS = ("melt", "wobble", "bend", "swell")
RIPPLES = ("ripple", "stretch", "swell")
MARKED = 5.0  # levels from pixel to pixel: a plainer wall shows no ripple
LIVELY = 12.0  # levels of change: where more goes on is no background
BACKGROUND = Noun("background", "배경")


def distort_object(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """An object takes an abnormal shape and holds it, or loses it again."""
    to_end = dice.random() < 0.4
    span = dice_span(dice, stage.frames, to_end=to_end)
    index = choose(stage, dice, idle, span)
    if index is None:
        return None
    actor, how = stage.actors[index], MELTS[dice.integers(len(MELTS))]
    attack = int(dice.integers(2, 7))
    level = envelope(len(span), attack, 0 if to_end else attack)
    bend = _Bend(how, dice.uniform(0.9, 1.3), dice.uniform(0, 6), dice.uniform(0.25, 0.7))
    before = [area for frame in span.frames if (area := actor.area(frame))]
    if actor.behind is not None:
        areas, distort = _bent_picture(span, before, bend, level)
        middle = len(span) // 2
        if not shows(stage, distort, span.start + middle, areas[middle]):
            return None

        def apply() -> None:
            stage.effects.append((span, distort))

    else:
        bent = [
            [bend.sprite(sprite, level[step], step) for sprite in actor.sprites[frame]]
            for step, frame in enumerate(span.frames)
        ]
        both = zip(areas_of(bent), before, strict=True)
        areas = [grown(area, 1) for pair in both if (area := union(pair))]

        def apply() -> None:
            actor.sprites[span.start : span.end] = bent

    if not in_view(stage, index, span, areas):
        return None
    return Plan(
        Category.OBJECT_DISTORTION,
        span,
        areas,
        (actor.noun,),
        apply,
        how=how,
        cast=(index,),
        abrupt=attack <= 2,
    )


def _bent_picture(
    span: Span, before: list[Area], bend: _Bend, level: Levels
) -> tuple[list[Area], Effect]:
    """Bend a thing of footage together with a soft rim of what is around it: no seam, no hole."""
    wide, tall = (max(sides) for sides in zip(*map(size_of, before), strict=True))
    width, height = int(wide * 1.45) + 2, int(tall * 1.45) + 2
    held = warp.window(height, width, soft=0.4)
    x, y = warp.pixels(height, width)
    u, v = (x - width / 2) / (wide / 2), (y - height / 2) / (tall / 2)
    corners = [
        (round((a[0] + a[2] - width) / 2), round((a[1] + a[3] - height) / 2)) for a in before
    ]

    def distort(frame: int, picture: Picture) -> None:
        step = frame - span.start
        left, top = corners[step]
        rows = np.clip(np.arange(top, top + height), 0, picture.shape[0] - 1)
        columns = np.clip(np.arange(left, left + width), 0, picture.shape[1] - 1)
        part = picture[rows[:, None], columns].astype(np.float32)
        across, down = bend.field(u, v, step)
        push = held * np.float32(level[step] * bend.strength)
        out = warp.sample(part, x + push * across * wide, y + push * down * tall) + 0.5
        inner = (
            slice(max(0, -top), picture.shape[0] - top),
            slice(max(0, -left), picture.shape[1] - left),
        )
        shown = out[inner].astype(np.uint8)
        picture[max(0, top) :, max(0, left) :][: shown.shape[0], : shown.shape[1]] = shown

    areas = [
        (float(left), float(top), float(left + width), float(top + height)) for left, top in corners
    ]
    shown = [grown(area, -0.05 * min(width, height)) for area in areas]
    return shown, distort


class _Bend:
    """Bends a sprite: ``strength`` about 1, ``phase`` and ``pace`` (radians per frame) diced."""

    def __init__(self, how: str, strength: float, phase: float, pace: float) -> None:
        self.how, self.strength, self.phase, self.pace = how, strength, phase, pace

    def sprite(self, sprite: Sprite, level: float, step: int) -> Sprite:
        rows, columns = sprite.patch.shape[:2]
        rim = int(0.4 * max(rows, columns)) + 2
        patch = np.pad(sprite.patch, ((rim, rim), (rim, rim), (0, 0)))
        x, y = warp.pixels(*patch.shape[:2])
        u, v = (x - rim) / columns * 2 - 1, (y - rim) / rows * 2 - 1
        across, down = self.field(u, v, step)
        push = np.float32(level * self.strength)
        source = warp.premultiplied(patch)
        moved = warp.sample(source, x + push * across * columns, y + push * down * rows)
        return Sprite(sprite.left - rim, sprite.top - rim, warp.straight(moved))

    def field(self, u: warp.Field, v: warp.Field, step: int) -> tuple[warp.Field, warp.Field]:
        """Where each point is read from, as a share of the width and of the height."""
        turn = self.phase + self.pace * step
        if self.how == "melt":
            low = np.clip((v + 0.8) / 1.8, 0, 1.4) ** 2
            runs = 0.7 + 0.45 * np.sin(4.2 * u + self.phase) + 0.15 * np.sin(9 * u + turn)
            return 0.05 * np.sin(5 * v + turn), -0.3 * low * runs
        if self.how == "wobble":
            return (
                0.15 * np.sin(3.6 * v + turn) + 0.05 * np.sin(7 * v - turn),
                0.11 * np.sin(4.1 * u + 1.3 * turn),
            )
        if self.how == "bend":
            sway = np.sin(turn) * 0.5 + np.sign(np.sin(self.phase)) * 0.7
            return 0.3 * sway * (v**2 - 0.35), 0.1 * sway * u * v
        # A part of it swells, a part beside it shrinks.
        centre = 0.45 * np.cos(self.phase), 0.45 * np.sin(self.phase)
        near = np.exp(-((u - centre[0]) ** 2 + (v - centre[1]) ** 2) / 0.35)
        far = np.exp(-((u + centre[0]) ** 2 + (v + centre[1]) ** 2) / 0.3)
        pulse = 1 + 0.25 * np.sin(turn)
        grow = 0.42 * pulse * near - 0.26 * far
        return -grow * (u - centre[0] * 0.5), -grow * (v - centre[1] * 0.5)


def distort_background(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """A wall ripples, or a part of the background stretches, where no object is."""
    to_end = dice.random() < 0.4
    span = dice_span(dice, stage.frames, to_end=to_end, shortest=8)
    area = _bare(stage, dice, span)
    if area is None:
        return None
    left, top, right, bottom = area
    how = RIPPLES[dice.integers(len(RIPPLES))]
    attack = int(dice.integers(2, 6))
    level = envelope(len(span), attack, 0 if to_end else attack)
    strength, phase = dice.uniform(0.75, 1.2), dice.uniform(0, 6)
    pace, waves = dice.uniform(0.3, 0.8), dice.uniform(2.0, 3.6)
    height, width = bottom - top, right - left
    held = warp.window(height, width)
    x, y = warp.pixels(height, width)
    u, v = x / width * 2 - 1, y / height * 2 - 1
    reach = np.float32(strength * min(height, width))

    def ripple(frame: int, picture: Picture) -> None:
        dx, dy = _waves(how, u, v, phase + pace * (frame - span.start), waves)
        push = held * reach * np.float32(level[frame - span.start])
        part = picture[top:bottom, left:right]
        part[:] = warp.sample(part.astype(np.float32), x + push * dx, y + push * dy) + 0.5

    shown = grown((left, top, right, bottom), -0.04 * min(width, height))
    if not shows(stage, ripple, span.start + len(span) // 2, shown):
        return None
    return Plan(
        Category.BACKGROUND_DISTORTION,
        span,
        [shown] * len(span),
        (BACKGROUND,),
        lambda: stage.effects.append((span, ripple)),
        how=how,
        abrupt=attack <= 2,
    )


def _waves(
    how: str, u: warp.Places, v: warp.Places, turn: float, waves: float
) -> tuple[warp.Places, warp.Places]:
    """Where each point of a background is read from, as a share of its shorter side."""
    if how == "ripple":
        across = 0.095 * np.sin(waves * np.pi * v + turn)
        return across, 0.065 * np.sin(waves * np.pi * u * 0.8 + 0.8 * turn)
    if how == "stretch":
        return -0.34 * u * (1 + 0.2 * np.sin(turn)), 0.03 * np.sin(3 * u + turn)
    swell = 0.38 * (1 + 0.25 * np.sin(turn)) * np.exp(-(u * u + v * v) / 0.5)
    return -swell * u, -swell * v


def _bare(stage: Stage, dice: Dice, span: Span) -> tuple[int, int, int, int] | None:
    """Find a part of the canvas with much to warp, where no object is or comes; None if none."""
    width, height = stage.size
    things = [
        area
        for actor in stage.actors
        for frame in (*span.frames[::4], span.end - 1)
        if (area := actor.area(frame))
    ]
    first = stage.base[span.start]
    edges = _edges(first)
    later = stage.base[span.start : span.end : max(1, len(span) // 4)].astype(np.float32)
    lively = np.abs(later - first).mean(-1).max(0)
    best, choice = MARKED, None
    for _ in range(30):
        w = int(width * dice.uniform(0.24, 0.5))
        h = int(height * dice.uniform(0.24, 0.5))
        left = int(dice.integers(int(width * 0.05), int(width * 0.95) - w))
        top = int(dice.integers(int(height * 0.05), int(height * 0.95) - h))
        place: Area = (left, top, left + w, top + h)
        rows, columns = (
            slice(top + h // 6, top + h - h // 6),
            slice(left + w // 6, left + w - w // 6),
        )
        marked = float(edges[rows, columns].mean()) * dice.uniform(0.6, 1.0)
        if marked < best or lively[rows, columns].mean() > LIVELY:
            continue
        if max((overlap(place, thing) for thing in things), default=0.0) < 0.06:
            best, choice = marked, (left, top, left + w, top + h)
    return choice


def _edges(picture: Picture) -> NDArray[np.float32]:
    """How much each pixel differs from its neighbours, in levels."""
    grey = picture.astype(np.float32).mean(-1)
    down, across = np.gradient(grey)
    return np.asarray(np.abs(down) + np.abs(across), np.float32)
