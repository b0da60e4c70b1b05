"""What lies behind drawn things: a wall or a sky above, a floor or a meadow below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reward.core.synthesis.drawn import texture
from reward.core.synthesis.stage import Dice

Canvas = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A picture, and the y in pixels at which its ground begins."""

    picture: NDArray[np.uint8]
    horizon: int


def make(dice: Dice, width: int, height: int) -> Backdrop:
    horizon = round(height * dice.uniform(0.5, 0.72))
    canvas = np.empty((height, width, 3), np.float32)
    outdoors = dice.random() < 0.4
    if outdoors:
        _sky(dice, canvas[:horizon])
        _ground(dice, canvas[horizon:], (96, 128, 70))
        _skyline(dice, canvas, horizon)
    else:
        _wall(dice, canvas[:horizon])
        _ground(dice, canvas[horizon:], (146, 112, 82))
        _frames(dice, canvas, horizon)
    canvas *= dice.uniform(0.72, 1.12)
    return Backdrop(np.clip(canvas, 0, 255).astype(np.uint8), horizon)


def _muted(dice: Dice, low: int = 70, high: int = 215) -> texture.Colour:
    level = dice.uniform(low, high)
    r, g, b = np.clip(level + dice.uniform(-38, 38, 3), 0, 255)
    return int(r), int(g), int(b)


def _sky(dice: Dice, part: Canvas) -> None:
    height, width = part.shape[:2]
    top, low = np.array([96, 150, 214]) + dice.uniform(-40, 30, 3), np.array([222, 226, 228])
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    part[:] = top + (low - top) * share
    clouds = texture.cloud(dice, height, width, cell=height / 1.6, octaves=4)
    texture.blend(part, (250, 248, 244), np.clip(clouds - 0.1, 0, 1) * 0.8)


def _wall(dice: Dice, part: Canvas) -> None:
    height, width = part.shape[:2]
    part[:] = _muted(dice, 110)
    second, period = _muted(dice, 60), height * dice.uniform(0.1, 0.24)
    choice = dice.integers(5)
    if choice == 0:
        texture.blend(part, second, 0.8 * texture.bricks(height, width, period))
    elif choice == 1:
        x = np.arange(width, dtype=np.float32)[None].repeat(height, 0)
        texture.blend(part, second, (x % period < period / 2).astype(np.float32) * 0.5)
    elif choice == 2:
        texture.blend(part, second, 0.7 * texture.dots(height, width, period))
    elif choice == 3:
        texture.blend(part, second, 0.5 * texture.checks(height, width, period))
    grain = texture.cloud(dice, height, width, cell=height / 3, octaves=4)
    part *= 1 + 0.1 * grain[..., None]


def _ground(dice: Dice, part: Canvas, usual: texture.Colour) -> None:
    height, width = part.shape[:2]
    part[:] = np.clip(np.array(usual) + dice.uniform(-40, 40, 3), 20, 235)
    y = np.arange(height, dtype=np.float32)[:, None] + 4
    x = np.arange(width, dtype=np.float32)[None] - width / 2
    if dice.random() < 0.6:
        # Boards that run towards the horizon.
        lines = np.abs((x / y * dice.uniform(2.5, 6)) % 1 - 0.5) < 0.06
        texture.blend(part, (40, 32, 26), lines.astype(np.float32) * 0.55)
    part *= 1 + 0.16 * texture.cloud(dice, height, width, cell=height / 4, octaves=4)[..., None]
    part *= np.linspace(0.85, 1.1, height, dtype=np.float32)[:, None, None]


def _skyline(dice: Dice, canvas: Canvas, horizon: int) -> None:
    """Hills, or houses with windows, along the horizon."""
    height, width = canvas.shape[:2]
    if dice.random() < 0.5:
        ridge = texture.cloud(dice, 1, width, cell=width / 3)[0]
        tops = horizon - np.clip((0.5 + 0.5 * ridge) * height * 0.22, 1, None)
        rows = np.arange(height)[:, None]
        hill = ((rows >= tops) & (rows < horizon)).astype(np.float32)
        texture.blend(canvas, _muted(dice, 70, 130), hill * 0.9)
        return
    left = 0
    while left < width:
        wide, tall = int(dice.uniform(0.1, 0.22) * width), int(dice.uniform(0.1, 0.34) * height)
        house = canvas[horizon - tall : horizon, left : left + wide]
        house[:] = _muted(dice, 80, 190)
        step = max(6, wide // 4)
        for y in range(step // 2, tall - step // 2, step):
            for x in range(step // 2, wide - step // 2, step):
                house[y : y + step // 2, x : x + step // 2] = (58, 66, 82)
        left += wide


def _frames(dice: Dice, canvas: Canvas, horizon: int) -> None:
    """A skirting board, and a picture, window or shelf on the wall."""
    height, width = canvas.shape[:2]
    board = max(2, height // 40)
    canvas[horizon - board : horizon] = _muted(dice, 60, 230)
    for _ in range(int(dice.integers(1, 4))):
        wide, tall = int(width * dice.uniform(0.14, 0.3)), int(horizon * dice.uniform(0.25, 0.5))
        left = int(dice.integers(0, width - wide))
        top = int(dice.integers(0, max(1, horizon - tall - board)))
        rim = max(2, wide // 12)
        canvas[top : top + tall, left : left + wide] = _muted(dice, 40, 235)
        inner = canvas[top + rim : top + tall - rim, left + rim : left + wide - rim]
        if inner.size:
            rows, columns = inner.shape[:2]
            inner[:] = _muted(dice)
            scene = texture.cloud(dice, rows, columns, cell=max(rows / 2, 2))
            texture.blend(inner, _muted(dice), np.clip(scene * 2, 0, 1))
