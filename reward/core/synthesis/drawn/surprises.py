"""Lawful surprises: what changes at once and yet gives nothing away.

A screen shows another picture, a light goes on, something flies through. They come as often in real
clips as in fake ones, so that a sudden change alone says nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reward.core.synthesis import warp
from reward.core.synthesis.drawn import texture
from reward.core.synthesis.stage import Dice, Stage

SCREEN, LIGHT, CROSSING = 0.6, 0.3, 0.35  # how often


def surprise(dice: Dice, stage: Stage) -> None:
    """Change the stage's base, before anything is planted."""
    if dice.random() < SCREEN:
        _screen(dice, stage)
    if dice.random() < LIGHT:
        _light(dice, stage)


def _screen(dice: Dice, stage: Stage) -> None:
    """Hang up a screen that shows a few pictures in turn."""
    width, height = stage.size
    wide, tall = int(width * dice.uniform(0.16, 0.34)), int(height * dice.uniform(0.14, 0.3))
    left, top = int(dice.integers(0, width - wide)), int(dice.integers(0, height // 2))
    rim = max(2, wide // 16)
    stage.base[:, top : top + tall, left : left + wide] = (30, 30, 34)
    inner = stage.base[:, top + rim : top + tall - rim, left + rim : left + wide - rim]
    changes = dice.integers(1, stage.frames, int(dice.integers(1, 5)))
    for start in (0, *np.sort(changes)):
        inner[start:] = _picture(dice, *inner.shape[1:3])


def _picture(dice: Dice, height: int, width: int) -> NDArray[np.uint8]:
    """Two colours in clouds, bands or checks."""
    colours = dice.uniform(20, 235, (2, 3)).astype(np.float32)
    out = np.broadcast_to(colours[0], (height, width, 3)).copy()
    period = max(3.0, height * dice.uniform(0.3, 0.7))
    ways = (
        np.clip(texture.cloud(dice, height, width, cell=period) * 2 + 0.5, 0, 1),
        texture.stripes(dice, height, width, period),
        texture.checks(height, width, period),
    )
    texture.blend(out, colours[1], ways[dice.integers(len(ways))])
    return out.astype(np.uint8)


def _light(dice: Dice, stage: Stage) -> None:
    """Switch a lamp outside the picture on or off, once or twice."""
    width, height = stage.size
    x, y = warp.pixels(height, width)
    at = dice.uniform(0, width), dice.uniform(0, height * 0.6)
    away = np.hypot(x - at[0], y - at[1]) / (min(width, height) * dice.uniform(0.25, 0.6))
    gain = 1 + dice.uniform(0.15, 0.5) * np.exp(-(away**2))
    start, end = np.sort(dice.integers(1, stage.frames + 1, 2))
    lit = stage.base[start:end] * gain[..., None].astype(np.float32)
    stage.base[start:end] = np.clip(lit, 0, 255).astype(np.uint8)


def crossing(dice: Dice, size: tuple[int, int], frames: int) -> NDArray[np.float64]:
    """Return a path from edge to edge in a few frames, (frames, 2); it starts and ends outside."""
    quick = int(dice.integers(4, 9))
    start = int(dice.integers(-quick // 2, frames - quick // 2))
    done = (np.arange(frames) - start) / quick
    side = 1 if dice.random() < 0.5 else -1
    x = size[0] * (0.5 + side * (done - 0.5) * 1.5)
    y = size[1] * dice.uniform(0.1, 0.6) + size[1] * dice.uniform(-0.3, 0.3) * done
    return np.stack([x, y], 1)
