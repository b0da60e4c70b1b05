"""Fill the place of a thing that is taken away, as a retoucher's healing brush does.

A patch is copied in from beside it, or from the same place at a time when the thing was elsewhere,
and the difference along the seam is spread smoothly over the patch, so that light and colour go on
across it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import ndimage

from reward.core.synthesis import warp
from reward.core.synthesis.footage.cutout import Opacity, padded
from reward.core.synthesis.stage import Sprite

COARSE = 4  # times smaller: the size at which patches are looked for
WORST = 60.0  # levels: beyond it one misfit is as bad as another
LIGHT = 0.25  # what a misfit counts that is only brighter or darker: healing takes it away


@dataclass(frozen=True, slots=True)
class Filling:
    """From where a patch comes: ``x`` and ``y`` pixels beside, in frame ``frame`` if it is given.

    ``misfit`` is the mean difference along the seam, in levels. ``plain``: no patch at all, only
    the colours of the seam.
    """

    x: int
    y: int
    misfit: float
    frame: int | None = None
    plain: bool = False


def beside(picture: NDArray[np.uint8], left: int, top: int, opacity: Opacity) -> Filling:
    """Look through the whole picture for the patch that fits best along the seam."""
    small = _smaller(picture)
    shape = opacity.shape[0] // COARSE, opacity.shape[1] // COARSE
    taken = _smaller(opacity[..., None] * 255)[..., 0] > 25
    seam = ndimage.binary_dilation(taken, iterations=2) & ~taken
    x0, y0 = round(left / COARSE), round(top / COARSE)
    here = padded(small, x0, y0, shape)[seam]
    # Where there is little to go on, colours alone will do.
    plain = Filling(0, 0, float(_misfit((here - here.mean(0)).T[None], -1)[0]) + 5, plain=True)
    if shape[0] >= small.shape[0] or shape[1] >= small.shape[1] or not seam.any():
        return plain
    windows = sliding_window_view(small, shape, (0, 1))  # (rows, columns, 3, *shape)
    cost = _misfit(windows[..., seam] - here.T, axis=-1)
    # A patch must not hold any of the thing itself.
    own = sliding_window_view(placed(taken, x0, y0, small.shape[:2]), shape)[..., taken].mean(-1)
    cost += 200 * (own > 0.02)
    row, column = np.unravel_index(np.argmin(cost), cost.shape)
    shift = (int(column) - x0) * COARSE, (int(row) - y0) * COARSE
    best = Filling(*shift, float(cost[row, column]))
    return min(plain, best, key=lambda filling: filling.misfit)


def before_or_after(
    pictures: NDArray[np.uint8],
    sprite: Sprite,
    frame: int,
    other: int,
    shift: tuple[int, int],
) -> Filling:
    """Judge the same place in frame ``other``, where the camera has moved it by ``shift``."""
    opacity = sprite.patch[..., 3]
    seam = _seam(opacity)
    here = padded(pictures[frame], sprite.left, sprite.top, opacity.shape).astype(np.float32)
    place = sprite.left + shift[0], sprite.top + shift[1]
    there = padded(pictures[other], *place, opacity.shape).astype(np.float32)
    misfit = float(_misfit((there - here)[seam].T[None], axis=-1)[0])
    return Filling(*shift, misfit, other)


def heal(pictures: NDArray[np.uint8], frame: int, sprite: Sprite, filling: Filling) -> Sprite:
    """Return what to paint over the thing; its opacity covers a little more than the thing's."""
    opacity = sprite.patch[..., 3]
    source = pictures[frame if filling.frame is None else filling.frame]
    here = padded(pictures[frame], sprite.left, sprite.top, opacity.shape).astype(np.float32)
    there = padded(source, sprite.left + filling.x, sprite.top + filling.y, opacity.shape)
    if filling.plain:
        there = np.zeros_like(there)
    seam = _seam(opacity).astype(np.float32)[..., None]
    spread = max(2.0, max(opacity.shape) / 8)
    differs = ndimage.gaussian_filter((here - there) * seam, (spread, spread, 0))
    weight = ndimage.gaussian_filter(seam, (spread, spread, 0)) + 1e-6
    patch = np.empty((*opacity.shape, 4), np.float32)
    patch[..., :3] = np.clip(there + differs / weight, 0, 255)
    patch[..., 3] = _covering(opacity)
    return Sprite(sprite.left, sprite.top, patch)


def _misfit(differs: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """(…, 3, pixels) to (…): how badly colours go on across a seam."""
    light = np.median(differs, axis, keepdims=True)
    rest = np.minimum(np.abs(differs - light), WORST).mean(axis)
    return np.asarray((rest + LIGHT * np.abs(light[..., 0])).mean(-1), np.float32)


def _smaller(picture: NDArray[np.floating] | NDArray[np.uint8]) -> NDArray[np.float32]:
    rows, columns = (length // COARSE * COARSE for length in picture.shape[:2])
    parts = picture[:rows, :columns].reshape(rows // COARSE, COARSE, columns // COARSE, COARSE, -1)
    return np.asarray(parts.mean((1, 3)), np.float32)


def placed(
    mask: NDArray[np.bool_], left: int, top: int, shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    """Put a mask on an empty canvas; what is outside is cut off."""
    canvas = np.zeros(shape, bool)
    rows, columns = np.nonzero(mask)
    rows, columns = rows + top, columns + left
    here = (rows >= 0) & (columns >= 0) & (rows < shape[0]) & (columns < shape[1])
    canvas[rows[here], columns[here]] = True
    return canvas


def _covering(opacity: Opacity) -> Opacity:
    grown = ndimage.maximum_filter(opacity, 7)
    return np.asarray(warp.smoothstep(ndimage.gaussian_filter(grown, 1.0) * 1.6), np.float32)


def _seam(opacity: Opacity) -> NDArray[np.bool_]:
    """The ring just outside what is painted over."""
    solid = opacity > 0.1
    return np.asarray(
        ndimage.binary_dilation(solid, iterations=8) & ~ndimage.binary_dilation(solid, iterations=4)
    )
