"""Make a stage of footage: find things, follow them, and know what would lie behind them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from reward.core.synthesis.footage import cutout, heal, seeds
from reward.core.synthesis.footage.cutout import Cutout, Opacity
from reward.core.synthesis.footage.follow import camera_path, follow, half_grey
from reward.core.synthesis.stage import Actor, Dice, Noun, Sprite, Stage

SPOTS, MOST = 14, 5  # places that are looked at, things that are kept
STILL, MOVING = 0.03, 0.1  # of the shorter side: how far a thing goes beside the camera
CLEAR = 0.6  # of an outline: what has less is a part of something
MARKED = 5.0  # levels from pixel to pixel: a plainer part shows no change
SCAR = 24.0  # levels along the seam: what fits worse leaves a scar
REFINED = 3  # frames from one look at the outline to the next
OBJECT = Noun("object", "물체", known=False)
MOVING_OBJECT = Noun("moving object", "움직이는 물체", known=False)
PART = Noun("part of the scene", "장면의 일부", known=False)


def compose(dice: Dice, pictures: NDArray[np.uint8]) -> Stage:
    """Find what can be taken hold of; ``pictures`` are (frames, height, width, 3)."""
    grey = half_grey(pictures)
    camera = camera_path(grey)
    start = len(pictures) // 2
    actors = []
    for found, spot in _things(dice, pictures[start], seeds.spots(dice, pictures, SPOTS)):
        seen, path = follow(grey, spot, start)
        if len(seen) >= 8:
            actors.append(_actor(pictures, found, seen, path, camera - camera[start]))
    return Stage(pictures.copy(), actors)


def _things(
    dice: Dice, picture: NDArray[np.uint8], spots: list[seeds.Spot]
) -> list[tuple[Cutout, seeds.Spot]]:
    """Cut out what is at the spots; keep the clearest that do not overlap."""
    marked = np.hypot(*np.gradient(picture.astype(np.float32).mean(-1)))
    found = [
        (thing, spot)
        for spot in spots
        if (thing := cutout.cut_out(dice, picture, spot))
        and (thing.clear >= CLEAR or _mean_under(marked, thing) > MARKED)
    ]
    found.sort(key=lambda pair: -pair[0].clear - 0.5 * pair[1][2] / min(picture.shape[:2]))
    taken = np.zeros(picture.shape[:2], bool)
    kept: list[tuple[Cutout, seeds.Spot]] = []
    for thing, spot in found:
        covers = heal.placed(thing.opacity > 0.5, thing.left, thing.top, picture.shape[:2])
        if len(kept) < MOST and (covers & taken).sum() < 0.1 * covers.sum():
            kept.append((thing, spot))
            taken |= covers
    return kept


def _mean_under(values: NDArray[np.floating[Any]], thing: Cutout) -> float:
    covers = heal.placed(thing.opacity > 0.5, thing.left, thing.top, values.shape)
    return float(values[covers].mean()) if covers.any() else 0.0


def _actor(
    pictures: NDArray[np.uint8],
    found: Cutout,
    seen: range,
    path: NDArray[np.float64],
    camera: NDArray[np.float64],
) -> Actor:
    """``path`` is where it goes in the picture, ``camera`` where a still thing would go."""
    sprites: list[list[Sprite]] = [[] for _ in pictures]
    opacity = found.opacity
    for frame in seen:
        left, top = found.left + round(path[frame][0]), found.top + round(path[frame][1])
        crop = cutout.padded(pictures[frame], left, top, opacity.shape).astype(np.float32)
        if (frame - seen.start) % REFINED == 0:
            opacity = _outline(crop, found)
        patch = np.concatenate([crop, opacity[..., None]], -1)
        sprites[frame] = [Sprite(left, top, patch)]
    fillings = _Fillings(pictures, {frame: sprites[frame][0] for frame in seen}, found, camera)
    own = (path - camera)[seen.start : seen.stop]
    extent = float(np.ptp(own, axis=0).max()) / min(pictures.shape[1:3])
    whole = found.clear >= CLEAR
    return Actor(
        PART if not whole else MOVING_OBJECT if extent > MOVING else OBJECT,
        sprites,
        still=extent < STILL,
        behind=fillings.behind,
        loose=whole and fillings.misfit < SCAR,
        whole=whole,
    )


class _Fillings:
    """What lies behind a thing: in each frame the better of a patch from elsewhere and elsewhen."""

    def __init__(
        self,
        pictures: NDArray[np.uint8],
        sprites: dict[int, Sprite],
        found: Cutout,
        camera: NDArray[np.float64],
    ) -> None:
        self.pictures, self.sprites, self.camera = pictures, sprites, camera
        start = len(pictures) // 2
        self.usual = heal.beside(pictures[start], found.left, found.top, found.opacity)
        self.misfit = max(self._best(frame).misfit for frame in (min(sprites), start, max(sprites)))

    def behind(self, frame: int) -> Sprite:
        return heal.heal(self.pictures, frame, self.sprites[frame], self._best(frame))

    def _best(self, frame: int) -> heal.Filling:
        sprite = self.sprites[frame]
        choices = [self.usual]
        for other in (min(self.sprites), max(self.sprites)):
            if _apart(sprite, self.sprites[other]):
                x, y = np.round(self.camera[other] - self.camera[frame])
                shift = int(x), int(y)
                choices.append(heal.before_or_after(self.pictures, sprite, frame, other, shift))
        return min(choices, key=lambda filling: filling.misfit)


def _apart(a: Sprite, b: Sprite) -> bool:
    """Tell whether a thing has left its place altogether."""
    first, second = a.area, b.area
    if first is None or second is None:
        return False
    return (
        first[2] < second[0] - 4
        or second[2] < first[0] - 4
        or first[3] < second[1] - 4
        or second[3] < first[1] - 4
    )


def _outline(crop: NDArray[np.float32], found: Cutout) -> Opacity:
    """Adapt the outline to what this frame shows; it changes by a few pixels at most."""
    looks = cutout.likeness(ndimage.uniform_filter(crop, (3, 3, 1)), found.palette)
    solid = ndimage.gaussian_filter(looks + (found.opacity - 0.5) * 3.2, 1.2) > 0
    near = ndimage.maximum_filter(found.opacity, 5) > 0.3
    return cutout.softened(solid & near)
