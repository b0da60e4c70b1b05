"""Cut a thing out of footage: what has the colours of its middle and not those around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from reward.core.synthesis import warp
from reward.core.synthesis.footage.seeds import Spot
from reward.core.synthesis.stage import Dice

Opacity = NDArray[np.float32]  # (rows, columns), 0 to 1
RIM = 10  # pixels around a thing that are cut out with it
WIDE = 1.7  # how far around a spot is looked at, in radii


@dataclass(frozen=True, slots=True)
class Palette:
    """The typical colours of a thing and of its surroundings, (colours, 3) each."""

    thing: NDArray[np.float32]
    around: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cutout:
    """``opacity`` of the part with its corner at (left, top), in the frame it was found in.

    ``clear`` is the share of its outline along which the colours change.
    """

    left: int
    top: int
    opacity: Opacity
    palette: Palette
    clear: float


def cut_out(dice: Dice, picture: NDArray[np.uint8], spot: Spot) -> Cutout | None:
    """Find the thing at ``spot``; None where nothing stands out or it has no bounds nearby."""
    for growth in (1.0, 1.5):
        found = _cut(dice, picture, (spot[0], spot[1], spot[2] * growth))
        if found is not None:
            return found
    return None


def _cut(dice: Dice, picture: NDArray[np.uint8], spot: Spot) -> Cutout | None:
    reach = int(spot[2] * WIDE)
    left, top = int(spot[0]) - reach, int(spot[1]) - reach
    crop = padded(picture, left, top, (2 * reach + 1,) * 2).astype(np.float32)
    across, down = warp.pixels(*crop.shape[:2])
    away = np.hypot(across - reach, down - reach) / spot[2]
    soft = ndimage.gaussian_filter(crop, (1, 1, 0))
    palette = Palette(_typical(dice, soft[away < 0.5], 3), _typical(dice, soft[away > 1.2], 5))
    prior = np.clip((1.4 - away) * 1.6, -1.5, 0.9)
    solid = likeness(soft, palette) * 2.6 + prior
    solid = ndimage.gaussian_filter(solid, spot[2] * 0.05 + 0.8)
    mask = _connected(solid > 0, reach)
    if mask is None or not _stands_alone(mask, spot[2]):
        return None
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    # Room for the seam, and for an outline that changes a little.
    y, x = (
        slice(max(0, rows[0] - RIM), rows[-1] + 1 + RIM),
        slice(max(0, columns[0] - RIM), columns[-1] + 1 + RIM),
    )
    opacity = softened(mask)[y, x]
    return Cutout(left + x.start, top + y.start, opacity, palette, _clear(soft, mask))


def padded(picture: NDArray[Any], left: int, top: int, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return a part of ``shape`` (rows, columns), its edges held where it reaches outside."""
    rows = np.clip(np.arange(top, top + shape[0]), 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(left, left + shape[1]), 0, picture.shape[1] - 1)
    part: NDArray[Any] = picture[rows[:, None], columns]
    return part


def likeness(crop: NDArray[np.float32], palette: Palette) -> NDArray[np.float32]:
    """Return -1 (as the surroundings) to 1 (as the thing) for each pixel."""
    flat = crop.reshape(-1, 3)
    squares = (flat * flat).sum(-1)
    near = []
    for colours in (palette.thing, palette.around):
        away = squares[:, None] - 2 * flat @ colours.T + (colours * colours).sum(-1)
        near.append(np.sqrt(np.maximum(away.min(-1), 0) + 1))
    looks = (near[1] - near[0]) / (near[0] + near[1])
    return np.asarray(looks, np.float32).reshape(crop.shape[:2])


def softened(mask: NDArray[np.bool_]) -> Opacity:
    """Give a mask an edge about two pixels wide."""
    return np.asarray(ndimage.gaussian_filter(mask.astype(np.float32), 0.9), np.float32)


def _typical(dice: Dice, colours: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return ``count`` colours by a few rounds of k-means."""
    chosen = colours[dice.integers(len(colours), size=min(len(colours), 300))]
    order = np.argsort(chosen.sum(-1))
    centres = chosen[order[np.linspace(0, len(order) - 1, count + 2).astype(int)[1:-1]]]
    for _ in range(5):
        nearest = ((chosen[:, None] - centres) ** 2).sum(-1).argmin(-1)
        for number in range(count):
            if (own := nearest == number).any():
                centres[number] = chosen[own].mean(0)
    return np.asarray(centres, np.float32)


def _connected(mask: NDArray[np.bool_], reach: int) -> NDArray[np.bool_] | None:
    """Return the largest piece near the middle without its holes, or None."""
    pieces, count = ndimage.label(mask)
    middle = pieces[reach // 2 : -reach // 2, reach // 2 : -reach // 2]
    sizes = np.bincount(middle.ravel(), minlength=count + 1)[1:]
    if not len(sizes) or not sizes.max():
        return None
    return np.asarray(ndimage.binary_fill_holes(pieces == sizes.argmax() + 1))


def _stands_alone(mask: NDArray[np.bool_], radius: float) -> bool:
    """Tell whether the mask is neither a sliver nor a part of something that goes on outside."""
    area, rim = mask.sum(), np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    return bool(0.7 < area / radius**2 < 5.0 and rim.mean() < 0.06)


def _clear(picture: NDArray[np.float32], mask: NDArray[np.bool_]) -> float:
    """Compare the colours a little inside and a little outside of each place on the outline."""
    inside = mask & ~ndimage.binary_erosion(mask, iterations=4)
    outside = ndimage.binary_dilation(mask, iterations=4) & ~mask
    sides = []
    for ring in (inside, outside):
        weight = ndimage.gaussian_filter(ring.astype(np.float32), 2.5) + 1e-4
        hue = ndimage.gaussian_filter(picture * ring[..., None], (2.5, 2.5, 0))
        sides.append(hue / weight[..., None])
    edge = mask & ~ndimage.binary_erosion(mask)
    differs = np.sqrt(((sides[0] - sides[1]) ** 2).sum(-1))[edge]
    return float((differs > 34).mean())
