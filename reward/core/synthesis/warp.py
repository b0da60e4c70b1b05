"""Bilinear sampling along a field of displacements, the root of everything that bends."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Places = NDArray[np.floating[Any]]


def sample(picture: NDArray[np.float32], x: Places, y: Places) -> NDArray[np.float32]:
    """Read ``picture`` (height, width, channels) at float positions; edges are held."""
    height, width = picture.shape[:2]
    x = np.clip(x, 0, width - 1.001)
    y = np.clip(y, 0, height - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    part_x, part_y = (x - left)[..., None], (y - top)[..., None]
    flat = picture.reshape(height * width, -1)
    at = top * width + left
    upper = flat[at] * (1 - part_x) + flat[at + 1] * part_x
    lower = flat[at + width] * (1 - part_x) + flat[at + width + 1] * part_x
    out: NDArray[np.float32] = upper * (1 - part_y) + lower * part_y
    return out


def pixels(height: int, width: int) -> tuple[Field, Field]:
    """Return the x and y of every pixel."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x, y


def premultiplied(patch: NDArray[np.float32]) -> NDArray[np.float32]:
    out = patch.copy()
    out[..., :3] *= out[..., 3:]
    return out


def straight(patch: NDArray[np.float32]) -> NDArray[np.float32]:
    out = patch.copy()
    out[..., :3] /= np.maximum(out[..., 3:], 1e-6)
    return out


def smoothstep(value: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    held = np.clip(value, 0, 1)
    return np.asarray(held * held * (3 - 2 * held), np.float32)


def window(height: int, width: int, *, soft: float = 0.35) -> Field:
    """Return 1 inside an ellipse that falls off softly to exactly 0 at the edges."""
    x, y = pixels(height, width)
    across = (x - (width - 1) / 2) / (width / 2)
    down = (y - (height - 1) / 2) / (height / 2)
    # A superellipse fills its box better than an ellipse does.
    reach = (np.abs(across) ** 2.6 + np.abs(down) ** 2.6) ** (1 / 2.6)
    return smoothstep((1 - reach) / soft)
