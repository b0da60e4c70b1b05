"""Things that should not be there, and things that no longer are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from reward.core.synthesis.artefacts import limb
from reward.core.synthesis.artefacts.plan import (
    CONTRAST,
    Levels,
    Plan,
    areas_of,
    choose,
    contrast,
    dice_span,
    envelope,
    grown,
    in_view,
    inside,
    overlap,
    size_of,
)
from reward.core.synthesis.stage import Actor, Area, Dice, Sprite, Stage


def vanish(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """An object is suddenly gone, or fades away; it may come back."""
    to_end = dice.random() < 0.65
    span = dice_span(dice, stage.frames, to_end=to_end)
    index = choose(stage, dice, idle, span, lambda actor: actor.loose)
    if index is None:
        return None
    actor = stage.actors[index]
    attack = 1 if dice.random() < 0.3 else int(dice.integers(3, 8))
    gone = envelope(len(span), attack, 0 if to_end else min(attack, 3))
    gone = np.ones(len(span)) if attack == 1 else gone
    fading = [
        [sprite.faded(1 - gone[step]) for sprite in actor.sprites[frame]]
        if gone[step] < 0.99
        else []
        for step, frame in enumerate(span.frames)
    ]
    areas = [grown(area, 1) for frame in span.frames if (area := actor.area(frame))]

    def apply() -> None:
        stage.lift(actor, span)
        actor.sprites[span.start : span.end] = fading

    return Plan(
        Category.OBJECT_DISAPPEARANCE,
        span,
        areas,
        (actor.noun,),
        apply,
        how="away" if to_end else "back",
        cast=(index,),
        abrupt=attack == 1,
    )


def add(stage: Stage, dice: Dice, idle: Sequence[int]) -> Plan | None:
    """Something extra appears: a copy of an object, a new one, or a limb that grows from one."""
    how = ("copy", "limb", "new")[dice.choice(3, p=(0.45, 0.3, 0.25))]
    to_end = dice.random() < 0.6
    span = dice_span(dice, stage.frames, to_end=to_end)
    attack = 1 if dice.random() < 0.2 else int(dice.integers(3, 8))
    level = envelope(len(span), attack, 0 if to_end else min(attack, 3))
    if attack == 1:
        level = np.ones(len(span))
    if how == "new" and stage.spare is not None:
        index, model = None, stage.spare
    else:
        index = choose(stage, dice, idle, span, lambda actor: actor.whole)
        if index is None:
            return None
        model = stage.actors[index]
    if how == "limb" and index is not None:
        extra: list[list[Sprite]] | None = limb.grow(dice, model, span, level)
    else:
        how = "copy" if index is not None else "new"
        extra = _double(stage, dice, model, span, level)
    if not extra:
        return None
    return _added(stage, model, span, extra, how, abrupt=attack == 1, index=index)


def _added(
    stage: Stage,
    model: Actor,
    span: Span,
    extra: list[list[Sprite]],
    how: str,
    *,
    abrupt: bool,
    index: int | None,
) -> Plan | None:
    areas = areas_of(extra)
    if not in_view(stage, len(stage.actors) - 1, span, areas):
        return None
    sprites: list[list[Sprite]] = [[] for _ in range(stage.frames)]
    sprites[span.start : span.end] = extra
    newcomer = Actor(model.noun, sprites, still=True)
    return Plan(
        Category.REDUNDANT_OBJECT,
        span,
        [area for area in areas if area],
        (model.noun,),
        lambda: stage.actors.append(newcomer),
        how=how,
        cast=() if index is None else (index,),
        abrupt=abrupt,
    )


def _double(
    stage: Stage, dice: Dice, model: Actor, span: Span, level: Levels
) -> list[list[Sprite]] | None:
    """Show the model once more, where nothing else is, perhaps mirrored."""
    first = model.area(span.start)
    if first is None:
        return None
    wide, tall = size_of(first)
    mirrored = dice.random() < 0.5
    shown = [
        [_flipped(sprite) if mirrored else sprite for sprite in model.sprites[frame]]
        for frame in span.frames
    ]
    ends = [area for area in areas_of([shown[0], shown[-1]]) if area]
    for _ in range(20):
        angle, far = dice.uniform(0, 2 * np.pi), dice.uniform(0.9, 2.2)
        shift = far * wide * np.cos(angle), 0.8 * far * tall * np.sin(angle)
        places = [(a + shift[0], b + shift[1], c + shift[0], d + shift[1]) for a, b, c, d in ends]
        if not all(inside(place, stage.size) for place in places):
            continue
        if _crowded(stage, span, places):
            continue
        if contrast(stage, shown[0][0].moved(*shift), span.start) > CONTRAST:
            return [
                [sprite.moved(*shift).faded(level[step]) for sprite in some]
                for step, some in enumerate(shown)
            ]
    return None


def _flipped(sprite: Sprite) -> Sprite:
    return Sprite(sprite.left, sprite.top, sprite.patch[:, ::-1])


def _crowded(stage: Stage, span: Span, places: list[Area]) -> bool:
    frames = (span.start, span.end - 1)
    return any(
        overlap(place, area) > 0.2
        for place, frame in zip(places, frames, strict=True)
        for actor in stage.actors
        if (area := actor.area(frame))
    )
