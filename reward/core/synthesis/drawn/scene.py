"""Compose a drawn scene: a backdrop, still things that stand on the ground, others that move."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reward.core.synthesis.config import Config
from reward.core.synthesis.drawn import backdrop, motion, surprises, things
from reward.core.synthesis.stage import Actor, Dice, Sprite, Stage


def compose(dice: Dice, config: Config, size: tuple[int, int], frames: int) -> Stage:
    """Draw everything but what is planted; ``size`` is the canvas, width and height."""
    width, height = size
    behind = backdrop.make(dice, width, height)
    names: set[str] = set()

    def draw(*, still: bool, flies: bool = False) -> things.Thing:
        kinds = [
            kind for kind in things.KINDS if kind.still == still and not (flies and kind.grounded)
        ]
        kind = kinds[dice.integers(len(kinds))]
        tall = min(size) * dice.uniform(*config.thing_size) / max(1.0, kind.aspect**0.5)
        return things.make(dice, kind, tall, names)

    actors: list[Actor] = []
    for number in range(int(dice.integers(config.things[0], config.things[1] + 1))):
        # One still and one moving thing at least, whatever the dice say.
        still = bool(dice.random() < 0.5) if number > 1 else number == 0
        place = _still if still else _moving
        actors.append(place(dice, draw(still=still), behind, frames, actors))
    spare = _still(dice, draw(still=bool(dice.random() < 0.5)), behind, frames, actors)
    actors.sort(key=lambda actor: not actor.still)  # what moves passes in front
    if dice.random() < surprises.CROSSING:
        actors.append(_crossing(dice, draw(still=False, flies=True), size, frames))
    base = np.broadcast_to(behind.picture, (frames, height, width, 3)).copy()
    stage = Stage(base, actors, spare=spare)
    surprises.surprise(dice, stage)
    return stage


def _still(
    dice: Dice,
    thing: things.Thing,
    behind: backdrop.Backdrop,
    frames: int,
    others: list[Actor],
) -> Actor:
    """Stand it on the ground where it hides nothing else that stands, if there is such a place."""
    width, height = thing.picture.size
    bottom, right = behind.picture.shape[:2]
    for _ in range(12):
        x = dice.uniform(width / 2, right - width / 2)
        foot = dice.uniform(behind.horizon + 0.1 * (bottom - behind.horizon), bottom * 0.97)
        sprite = _posed(thing.picture, x, foot - height / 2, 0.0, flip=False)
        area = (sprite.left, sprite.top, sprite.left + width, sprite.top + height)
        taken = [other.area(0) for other in others if other.still]
        if not any(a and a[0] < area[2] and area[0] < a[2] for a in taken):
            break
    return Actor(thing.noun, [[sprite]] * frames, still=True)


def _moving(
    dice: Dice,
    thing: things.Thing,
    behind: backdrop.Backdrop,
    frames: int,
    others: list[Actor],
) -> Actor:
    height, width = behind.picture.shape[:2]
    size = width, height
    kind, tall = thing.kind, thing.picture.height
    reach = min(size) * dice.uniform(0.25, 1.2) * min(1.0, frames / 30)
    ground = dice.uniform(behind.horizon + tall * 0.1, height * 0.96) - tall / 2
    start = (dice.uniform(0.15, 0.85) * width, dice.uniform(0.15, 0.65) * height)
    if kind.grounded:
        path = motion.along_ground(dice, frames, (start[0], ground), reach)
    elif kind.rolls and dice.random() < 0.6:
        path = motion.bouncing(dice, frames, start, reach, ground)
    else:
        ways = (motion.straight, motion.swaying, motion.thrown)
        path = ways[dice.integers(len(ways))](dice, frames, start, reach)
    path = _turned_inside(path, size)
    return _along(dice, thing, path)


def _crossing(dice: Dice, thing: things.Thing, size: tuple[int, int], frames: int) -> Actor:
    """Let it fly through the picture so fast that it is gone after a few frames."""
    path = surprises.crossing(dice, size, frames)
    actor = _along(dice, thing, path)
    width = thing.picture.width
    for frame, (x, _) in enumerate(path):
        if not -width < x < size[0] + width:
            actor.sprites[frame] = []
    return actor


def _along(dice: Dice, thing: things.Thing, path: motion.Path) -> Actor:
    turns = _turns(dice, thing, path)
    flip = bool(path[-1, 0] < path[0, 0]) and not thing.kind.rolls
    sprites = [
        [_posed(thing.picture, x, y, turn, flip=flip)]
        for (x, y), turn in zip(path, turns, strict=True)
    ]
    return Actor(thing.noun, sprites, still=False)


def _turned_inside(path: motion.Path, size: tuple[int, int]) -> motion.Path:
    """Mirror a path that would soon leave the picture, so that it crosses the picture instead."""
    if not -0.1 * size[0] < path[-1, 0] < 1.1 * size[0]:
        path[:, 0] = 2 * path[0, 0] - path[:, 0]
    if not 0 < path[-1, 1] < size[1]:
        path[:, 1] = 2 * path[0, 1] - path[:, 1]
    return path


def _turns(dice: Dice, thing: things.Thing, path: motion.Path) -> NDArray[np.float64]:
    """How far it is turned in each frame, radians: rolling, or rocking a little."""
    if thing.kind.rolls:
        return np.asarray((path[:, 0] - path[0, 0]) / (thing.picture.width / 2))
    time = np.arange(len(path)) * dice.uniform(0.25, 0.6)
    return np.asarray(dice.uniform(0.02, 0.12) * np.sin(time + dice.uniform(0, 6)))


def _posed(picture: Image.Image, x: float, y: float, turn: float, *, flip: bool) -> Sprite:
    """Draw ``picture`` with its centre at (x, y), turned by ``turn`` radians."""
    width, height = picture.size
    cosine, sine = math.cos(turn), math.sin(turn)
    reach_x = abs(cosine) * width / 2 + abs(sine) * height / 2 + 1
    reach_y = abs(sine) * width / 2 + abs(cosine) * height / 2 + 1
    left, top = math.floor(x - reach_x), math.floor(y - reach_y)
    columns, rows = math.ceil(x + reach_x) - left, math.ceil(y + reach_y) - top
    side = -1.0 if flip else 1.0
    # Where in ``picture`` each pixel of the patch comes from.
    a, b, d, e = side * cosine, side * sine, -sine, cosine
    c = width / 2 - a * (x - left) - b * (y - top)
    f = height / 2 - d * (x - left) - e * (y - top)
    posed = picture.transform(
        (columns, rows), Image.Transform.AFFINE, (a, b, c, d, e, f), Image.Resampling.BILINEAR
    )
    patch = np.asarray(posed, np.float32).copy()
    patch[..., 3] /= 255
    return Sprite(left, top, patch)
