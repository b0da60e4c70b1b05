"""Noise and patterns: what makes a drawn surface look like a surface."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reward.core.synthesis.stage import Dice

Grey = NDArray[np.float32]  # (height, width)
Colour = tuple[int, int, int]


def cloud(dice: Dice, height: int, width: int, cell: float, octaves: int = 3) -> Grey:
    """Return smooth noise around 0, about -1 to 1; ``cell`` is its coarsest grain in pixels."""
    total = np.zeros((height, width), np.float32)
    share = 1.0
    for octave in range(octaves):
        grain = max(cell / 2**octave, 1.0)
        rows, columns = int(height / grain) + 3, int(width / grain) + 3
        grid = dice.uniform(-1, 1, (rows, columns)).astype(np.float32)
        box = (0.5, 0.5, 0.5 + width / grain, 0.5 + height / grain)
        smooth = Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC, box=box)
        total += share * np.asarray(smooth)
        share *= 0.55
    return total


def stripes(dice: Dice, height: int, width: int, period: float) -> Grey:
    """Return parallel bands of 0 and 1, slightly soft, at a diced angle."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = dice.uniform(0, np.pi)
    along = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / period)
    return np.asarray(np.clip(np.sin(along + dice.uniform(0, 6)) * 3 - 0.6, 0, 1), np.float32)


def dots(height: int, width: int, period: float) -> Grey:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    away = np.hypot((x % period) - period / 2, ((y + period / 3) % period) - period / 2)
    return np.asarray(np.clip(period * 0.3 - away + 0.5, 0, 1), np.float32)


def checks(height: int, width: int, period: float) -> Grey:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.asarray((np.floor(x / period) + np.floor(y / period)) % 2, np.float32)


def bricks(height: int, width: int, tall: float) -> Grey:
    """Return 1 in the mortar between bricks ``tall`` pixels high, 0 on them."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    course = np.floor(y / tall)
    across = (x + (course % 2) * tall) % (2.1 * tall)
    joint = max(1.0, tall * 0.12)
    return np.asarray((y % tall < joint) | (across < joint), np.float32)


def blend(under: NDArray[np.float32], over: Colour | NDArray[np.float32], share: Grey) -> None:
    """Mix a colour or picture into (height, width, 3), in place."""
    under += (np.asarray(over, np.float32) - under) * share[..., None]
