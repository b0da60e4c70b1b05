"""Lawful paths: straight, swaying, thrown, bouncing; one place per frame, in pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reward.core.synthesis.stage import Dice

Path = NDArray[np.float64]  # (frames, 2): x, y


def straight(dice: Dice, frames: int, start: tuple[float, float], reach: float) -> Path:
    """Go ``reach`` pixels at constant speed, mostly sideways."""
    angle = dice.uniform(-0.45, 0.45) + (np.pi if dice.random() < 0.5 else 0)
    done = np.linspace(0, 1, frames)[:, None]
    return np.asarray(np.array(start) + done * reach * np.array([np.cos(angle), np.sin(angle)]))


def swaying(dice: Dice, frames: int, start: tuple[float, float], reach: float) -> Path:
    path = straight(dice, frames, start, reach)
    time = np.linspace(0, dice.uniform(1, 2.2) * 2 * np.pi, frames)
    path[:, 1] += reach * dice.uniform(0.06, 0.16) * np.sin(time + dice.uniform(0, 6))
    return path


def thrown(dice: Dice, frames: int, start: tuple[float, float], reach: float) -> Path:
    """A parabola that rises first."""
    path = straight(dice, frames, start, reach)
    time = np.linspace(0, 1, frames)
    path[:, 1] += reach * dice.uniform(0.6, 1.3) * (time**2 - time)
    return path


def bouncing(
    dice: Dice, frames: int, start: tuple[float, float], reach: float, floor: float
) -> Path:
    """Hops on ``floor``, the y at which the thing's centre is lowest."""
    x = start[0] + np.linspace(0, 1, frames) * reach * (1 if dice.random() < 0.5 else -1)
    hop = (np.linspace(0, dice.uniform(1, 2.5), frames) + dice.uniform(0, 1)) % 1
    return np.stack([x, floor - 4 * hop * (1 - hop) * reach * dice.uniform(0.3, 0.6)], 1)


def along_ground(dice: Dice, frames: int, start: tuple[float, float], reach: float) -> Path:
    """Drive or walk level, perhaps speeding up or slowing down."""
    power = dice.uniform(0.8, 1.3)
    done = np.linspace(0, 1, frames) ** power
    x = start[0] + done * reach * (1 if dice.random() < 0.5 else -1)
    return np.stack([x, np.full(frames, start[1])], 1)
