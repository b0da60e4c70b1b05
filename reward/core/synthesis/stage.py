"""A clip in the making: a backdrop, things in front of it, and what happens to finished pictures.

Drawn scenes and footage meet here, so that one way of planting serves both. A thing of a drawn
scene lies in front of the base; a thing of footage is part of the base and is lifted out of it only
for the frames in which something happens to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotation.domain.timeline import Span
from annotation.media.encode import Picture

Patch = NDArray[
    np.float32
]  # (height, width, 4): colour 0 to 255, opacity 0 to 1, not premultiplied
Dice = np.random.Generator
Area = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the canvas


@dataclass(frozen=True, eq=False)
class Sprite:
    """One frame's picture of a thing; its corner may lie outside the canvas."""

    left: int
    top: int
    patch: Patch

    @cached_property
    def area(self) -> Area | None:
        """What it visibly covers, or None where it is transparent throughout."""
        solid = self.patch[..., 3] > 0.12
        columns, rows = np.flatnonzero(solid.any(0)), np.flatnonzero(solid.any(1))
        if not len(rows):
            return None
        return (
            float(self.left + columns[0]),
            float(self.top + rows[0]),
            float(self.left + columns[-1] + 1),
            float(self.top + rows[-1] + 1),
        )

    def moved(self, x: float, y: float) -> Sprite:
        """Return it shifted; the part of a pixel goes into the patch, bilinearly."""
        whole_x, whole_y = int(np.floor(x)), int(np.floor(y))
        part_x, part_y = x - whole_x, y - whole_y
        patch = self.patch
        if part_x > 0.02 or part_y > 0.02:
            patch = _shifted(patch, part_x, part_y)
        return Sprite(self.left + whole_x, self.top + whole_y, patch)

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the patch, transparent rim included."""
        rows, columns = self.patch.shape[:2]
        return self.left + columns / 2, self.top + rows / 2

    def faded(self, opacity: float) -> Sprite:
        patch = self.patch.copy()
        patch[..., 3] *= opacity
        return Sprite(self.left, self.top, patch)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a thing is called: "red ball", "빨간 공".

    ``known``: it is told apart by its name. Of footage nothing is known but that it is an object.
    """

    en: str
    ko: str
    known: bool = True


@dataclass(slots=True)
class Actor:
    """A thing over time: a list of sprites per frame, empty where it is not in the picture.

    ``still`` things have no reason to move. A thing of footage is part of the base until it is
    lifted out: ``behind`` gives what then fills its place in a frame. ``loose``: it can be taken
    away without a scar; of a thing that is not, only the surface may change. ``whole``: it has an
    outline of its own, and is no part of something.
    """

    noun: Noun
    sprites: list[list[Sprite]]
    still: bool
    behind: Callable[[int], Sprite] | None = None
    loose: bool = True
    whole: bool = True

    def area(self, frame: int) -> Area | None:
        return union(sprite.area for sprite in self.sprites[frame])


# Changes the finished picture of one frame in place.
Effect = Callable[[int, Picture], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A stage at one moment; sprites are never changed, only replaced."""

    base: NDArray[np.uint8]
    actors: list[tuple[Actor, list[list[Sprite]], Callable[[int], Sprite] | None]]
    effects: list[tuple[Span, Effect]]


@dataclass(slots=True)
class Stage:
    """``base`` is (frames, height, width, 3); actors are drawn from back to front."""

    base: NDArray[np.uint8]
    actors: list[Actor]
    effects: list[tuple[Span, Effect]] = field(default_factory=list)
    spare: Actor | None = None  # a thing that is nowhere to be seen, yet

    @property
    def frames(self) -> int:
        return len(self.base)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the canvas."""
        return self.base.shape[2], self.base.shape[1]

    def lift(self, actor: Actor, span: Span) -> None:
        """Make a thing of footage free to change in ``span``: heal the base where it was."""
        if actor.behind is None:
            return
        for frame in range(self.frames):
            if frame in span and actor.sprites[frame]:
                paint(self.base[frame], actor.behind(frame))
            else:
                actor.sprites[frame] = []
        actor.behind = None

    def saved(self) -> Saved:
        """Return what ``restore`` brings back."""
        actors = [(actor, list(actor.sprites), actor.behind) for actor in self.actors]
        return Saved(self.base.copy(), actors, list(self.effects))

    def restore(self, saved: Saved) -> None:
        """Undo whatever plans have done to the stage since ``saved``."""
        self.base[:] = saved.base
        self.effects[:] = saved.effects
        self.actors[:] = [actor for actor, *_ in saved.actors]
        for actor, sprites, behind in saved.actors:
            actor.sprites[:] = sprites
            actor.behind = behind

    def render(self) -> NDArray[np.uint8]:
        """Return all pictures, (frames, height, width, 3)."""
        return np.stack([self.picture(frame) for frame in range(self.frames)])

    def picture(self, frame: int) -> Picture:
        """Return one frame's picture, (height, width, 3)."""
        picture: Picture = self.base[frame].copy()
        for actor in self.actors:
            if actor.behind is None:
                for sprite in actor.sprites[frame]:
                    paint(picture, sprite)
        for span, effect in self.effects:
            if frame in span:
                effect(frame, picture)
        return picture


def paint(picture: Picture, sprite: Sprite) -> None:
    """Lay a sprite over a picture, in place; what is outside is cut off."""
    height, width = picture.shape[:2]
    rows, columns = sprite.patch.shape[:2]
    top, left = max(sprite.top, 0), max(sprite.left, 0)
    bottom, right = min(sprite.top + rows, height), min(sprite.left + columns, width)
    if top >= bottom or left >= right:
        return
    patch = sprite.patch[
        top - sprite.top : bottom - sprite.top, left - sprite.left : right - sprite.left
    ]
    under = picture[top:bottom, left:right]
    mixed = patch[..., :3] - under
    mixed *= patch[..., 3:]
    mixed += under
    mixed += 0.5
    # Colours are 0 to 255 and opacities 0 to 1: what is mixed needs no clipping.
    under[:] = mixed


def union(areas: Iterable[Area | None]) -> Area | None:
    """Return the smallest area that holds all, or None if there is none."""
    known = [area for area in areas if area is not None]
    if not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _shifted(patch: Patch, x: float, y: float) -> Patch:
    """Shift by less than a pixel to the right and down; the patch grows by one."""
    height, width = patch.shape[:2]
    solid = patch.copy()
    solid[..., :3] *= solid[..., 3:]
    out = np.zeros((height + 1, width + 1, 4), np.float32)
    for down, right, weight in (
        (0, 0, (1 - x) * (1 - y)),
        (0, 1, x * (1 - y)),
        (1, 0, (1 - x) * y),
        (1, 1, x * y),
    ):
        out[down : down + height, right : right + width] += np.float32(weight) * solid
    out[..., :3] /= np.maximum(out[..., 3:], 1e-6)
    return out
