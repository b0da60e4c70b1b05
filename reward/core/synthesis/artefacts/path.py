"""Things that leave their lawful place: a moving one on a broken path, a still one by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from reward.core.synthesis.artefacts.plan import (
    Plan,
    areas_of,
    choose,
    dice_span,
    in_view,
    size_of,
)
from reward.core.synthesis.stage import Actor, Area, Dice, Stage

Offsets = NDArray[np.float64]  # (frames of the span, 2): pixels away from the lawful place
LEAST_SPEED = 0.5  # pixels per frame: slower things have no path to speak of


def break_path(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """A moving object turns sharply, curls, jumps aside or zigzags in mid-air."""
    how = ("kink", "curl", "jump", "zigzag")[dice.choice(4, p=(0.3, 0.3, 0.15, 0.25))]
    to_end = how in ("kink", "curl") or dice.random() < 0.4
    span = dice_span(dice, stage.frames, to_end=to_end, shortest=8)
    index = choose(stage, dice, idle, span, lambda actor: actor.loose and not actor.still)
    if index is None:
        return None
    actor = stage.actors[index]
    first = max(span.start - 3, 0)
    if not actor.sprites[first]:
        return None  # it has only just come in
    path = np.array([actor.sprites[frame][0].centre for frame in span.frames])
    velocity = (path[0] - actor.sprites[first][0].centre) / (span.start - first)
    if np.hypot(*velocity) < LEAST_SPEED:
        return None
    offsets = _broken(dice, how, path, velocity, size_of(actor.area(span.start) or (0, 0, 1, 1)))
    return _moved(stage, index, span, offsets, category=Category.OBJECT_TRAJECTORY, how=how)


def _broken(
    dice: Dice, how: str, path: Offsets, velocity: Offsets, size: tuple[float, float]
) -> Offsets:
    time = np.arange(len(path))[:, None]
    side = 1 if dice.random() < 0.5 else -1
    normal = side * np.array([-velocity[1], velocity[0]]) / np.hypot(*velocity)
    pace = max(np.hypot(*velocity) * dice.uniform(1.0, 1.8), 0.045 * max(size))
    ahead = velocity / np.hypot(*velocity)
    if how == "kink":
        turn = np.radians(dice.uniform(70, 150))
        heading = np.cos(turn) * ahead + np.sin(turn) * normal
        return np.asarray(path[0] + pace * (time + 1) * heading - path)
    if how == "curl":
        radius = dice.uniform(0.35, 0.8) * max(size)
        angle = (time + 1) * pace / radius
        curl = radius * (np.sin(angle) * ahead + (1 - np.cos(angle)) * normal)
        return np.asarray(path[0] + curl - path)
    if how == "jump":
        return np.broadcast_to(normal * dice.uniform(0.55, 1.0) * max(size), path.shape)
    period = dice.uniform(5, 9)
    wave = np.abs(((time + 1) / period) % 1 - 0.5) * 4 - 1
    return np.asarray((1 - wave) / 2 * normal * dice.uniform(0.4, 0.7) * max(size))


def slide(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """A thing that stands still slides, rises or comes back by itself."""
    how = ("slide", "return", "float")[dice.choice(3, p=(0.5, 0.3, 0.2))]
    span = dice_span(dice, stage.frames, to_end=how != "return", shortest=8)
    index = choose(stage, dice, idle, span, lambda actor: actor.loose and actor.still)
    if index is None:
        return None
    wide, tall = size_of(stage.actors[index].area(span.start) or (0, 0, 1, 1))
    sideways = 1 if dice.random() < 0.5 else -1
    far = dice.uniform(0.7, 1.5) * (wide + tall) / 2
    goal = np.array([0.15 * sideways, -1.0]) if how == "float" else np.array([sideways, 0.0])
    done = np.linspace(0, 1, len(span) + 1)[1:]
    if how == "return":
        done = np.clip(1.25 * np.sin(np.pi * np.linspace(0.08, 0.95, len(span))), 0, 1)
    else:
        # It sets off at once; a slow start would leave nothing to see.
        done = 0.5 * done + 0.5 * np.sin(done * np.pi / 2)
    offsets = done[:, None] * goal * far * min(1.0, 0.4 + len(span) / 24)
    return _moved(stage, index, span, offsets, category=Category.UNEXPECTED_MOVE, how=how)


def _moved(
    stage: Stage, index: int, span: Span, offsets: Offsets, *, category: Category, how: str
) -> Plan | None:
    actor = stage.actors[index]
    shifted = [
        [sprite.moved(*offset) for sprite in actor.sprites[frame]]
        for frame, offset in zip(span.frames, offsets, strict=True)
    ]
    areas = areas_of(shifted)
    if not in_view(stage, index, span, areas):
        return None

    def apply() -> None:
        stage.lift(actor, span)
        actor.sprites[span.start : span.end] = shifted

    furthest = offsets[np.argmax(np.hypot(*offsets.T))]
    return Plan(
        category,
        span,
        [area for area in areas if area],
        (actor.noun,),
        apply,
        how=how,
        cast=(index,),
        abrupt=category is Category.OBJECT_TRAJECTORY,
        direction=(float(furthest[0]), float(furthest[1])),
        clears=_left(actor, span),
    )


def _left(actor: Actor, span: Span) -> list[Area]:
    return [area for frame in span.frames if (area := actor.area(frame))]
