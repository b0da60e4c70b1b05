"""Where in footage there may be a thing: spots that differ from what lies around them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from reward.core.synthesis.stage import Dice

Spot = tuple[float, float, float]  # x, y, radius in pixels
COARSE = 64  # pixels of the longer side at which spots are looked for
RADII = (0.12, 0.18, 0.26, 0.35)  # of the shorter side


def spots(dice: Dice, pictures: NDArray[np.uint8], count: int) -> list[Spot]:
    """Return up to ``count`` spots, most striking first, no two on top of each other."""
    height, width = pictures.shape[1:3]
    scale = max(width, height) / COARSE
    small = _small(pictures, (round(width / scale), round(height / scale)))
    moving = np.abs(np.diff(small, axis=0)).mean((0, 3))
    maps = [_contrast(small[len(small) // 2], r * min(small.shape[1:3])) for r in RADII]
    found: list[Spot] = []
    score = np.stack(maps) * (1 + moving / (moving.mean() + 1e-3))
    score *= dice.uniform(0.6, 1.0, score.shape).astype(np.float32)
    for place in np.argsort(score, axis=None)[::-1]:
        level, y, x = np.unravel_index(place, score.shape)
        radius = RADII[level] * min(width, height)
        spot = ((x + 0.5) * scale, (y + 0.5) * scale, radius)
        if _room(spot, (width, height)) and not any(_close(spot, other) for other in found):
            found.append(spot)
        if len(found) == count:
            break
    return found


def _small(pictures: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.float32]:
    """Return at most nine frames, scaled down."""
    chosen = np.linspace(0, len(pictures) - 1, min(9, len(pictures))).astype(int)
    shrunk = [Image.fromarray(pictures[k]).resize(size, Image.Resampling.BOX) for k in chosen]
    return np.stack([np.asarray(picture, np.float32) for picture in shrunk])


def _contrast(picture: NDArray[np.float32], radius: float) -> NDArray[np.float32]:
    """How much the colour within ``radius`` differs from the ring around it."""
    inner = ndimage.gaussian_filter(picture, (radius * 0.6, radius * 0.6, 0))
    outer = ndimage.gaussian_filter(picture, (radius * 1.6, radius * 1.6, 0))
    return np.asarray(np.sqrt(((inner - outer) ** 2).sum(-1)), np.float32)


def _room(spot: Spot, size: tuple[int, int]) -> bool:
    x, y, radius = spot
    return radius * 1.1 < x < size[0] - radius * 1.1 and radius * 1.1 < y < size[1] - radius * 1.1


def _close(a: Spot, b: Spot) -> bool:
    apart = np.hypot(a[0] - b[0], a[1] - b[1])
    # A large spot and a small one in it are two guesses at what the thing is.
    return bool(apart < 0.8 * min(a[2], b[2]) + 0.3 * max(a[2], b[2]) and 0.6 < a[2] / b[2] < 1.7)
