"""The camera that films a stage: what it does to pictures it does to boxes, and to every clip.

Shake, pans, zooms, exposure and noise never depend on whether a trace was planted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reward.core.synthesis.config import Config
from reward.core.synthesis.stage import Area, Dice

MARGIN = 0.05  # of the canvas, on each side: room for the camera to move in


@dataclass(frozen=True, slots=True)
class Camera:
    """``views`` has the part of the canvas shown in each frame: left, top, right, bottom."""

    size: tuple[int, int]  # of the finished picture
    views: NDArray[np.float64]  # (frames, 4)
    gains: NDArray[np.float32]  # (frames, 3)
    noise: float
    seed: int

    def film(self, pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return (frames, height, width, 3) of the camera's size."""
        width, height = self.size
        grain = _Grain(self.seed, self.size, self.noise) if self.noise >= 0.5 else None
        out = np.empty((len(pictures), height, width, 3), np.uint8)
        lit = np.empty((height, width, 3), np.float32)
        for frame, picture in enumerate(pictures):
            left, top, right, bottom = map(float, self.views[frame])
            view = (left, top, right, bottom)
            shown = Image.fromarray(picture).resize(self.size, Image.Resampling.BILINEAR, view)
            np.multiply(np.asarray(shown), self.gains[frame], out=lit)
            if grain is not None:
                lit += grain.at()
            lit += 0.5
            out[frame] = np.clip(lit, 0, 255, out=lit)
        return out

    def seen(self, area: Area, frame: int) -> Area:
        """Return where the canvas's ``area`` lies in the finished picture, as fractions of it."""
        left, top, right, bottom = self.views[frame]
        across, down = 1 / (right - left), 1 / (bottom - top)
        return (
            (area[0] - left) * across,
            (area[1] - top) * down,
            (area[2] - left) * across,
            (area[3] - top) * down,
        )


class _Grain:
    """Sensor noise: one field, read from another place in every frame."""

    def __init__(self, seed: int, size: tuple[int, int], level: float) -> None:
        self.dice = np.random.default_rng(seed)
        self.size = size
        shape = (size[1] + 64, size[0] + 64, 3)
        self.field = self.dice.standard_normal(shape, np.float32) * np.float32(level)

    def at(self) -> NDArray[np.float32]:
        y, x = self.dice.integers(0, 64, 2)
        return self.field[y : y + self.size[1], x : x + self.size[0]]


def canvas_of(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of the canvas that a clip of ``size`` is filmed from."""
    return round(size[0] * (1 + 2 * MARGIN)), round(size[1] * (1 + 2 * MARGIN))


def dice_camera(dice: Dice, config: Config, size: tuple[int, int], frames: int) -> Camera:
    canvas = canvas_of(size)
    room = np.array([canvas[0] - size[0], canvas[1] - size[1]]) / 2
    way = dice.choice(4, p=(0.35, 0.25, 0.25, 0.15))
    shift, zoom = np.zeros((frames, 2)), np.ones(frames)
    time = np.linspace(-0.5, 0.5, frames)
    if way == 1:  # held by hand
        steps = dice.normal(0, 0.25, (frames, 2)) * room
        shift = np.cumsum(steps, 0) * 0.35 + 0.4 * steps
        shift -= shift.mean(0)
    elif way == 2:  # a pan
        shift = time[:, None] * dice.uniform(-1.8, 1.8, 2) * room
    elif way == 3:  # a slow zoom
        zoom = 1 + dice.uniform(-0.07, 0.07) * time
    if dice.random() < 0.2:  # somebody bumps into it
        at = int(dice.integers(2, frames - 2))
        shift[at:] += dice.uniform(-0.7, 0.7, 2) * room
    shift = np.clip(shift, -room * 0.95, room * 0.95)
    if way == 0:
        shift = np.round(shift)
    half = np.array(size) / 2 * zoom[:, None]
    half = np.minimum(half, np.array(canvas) / 2 - np.abs(shift))
    # One scale for both sides keeps the picture's shape.
    half = np.array(size) / 2 * (half / (np.array(size) / 2)).min(1, keepdims=True)
    middle = np.array(canvas) // 2 + (np.array(size) % 2) / 2 + shift
    views = np.concatenate([middle - half, middle + half], 1)
    views = np.clip(views, 0, [*canvas, *canvas])
    return Camera(
        size, views, _gains(dice, frames), dice.uniform(*config.noise), int(dice.integers(2**31))
    )


def _gains(dice: Dice, frames: int) -> NDArray[np.float32]:
    """Exposure and tint, steady or drifting, in a few clips with a flash."""
    tint = dice.uniform(0.95, 1.05, 3) * dice.uniform(0.85, 1.1)
    drift = 1 + dice.uniform(-0.1, 0.1) * np.linspace(-1, 1, frames) * (dice.random() < 0.5)
    flicker = 1 + dice.normal(0, 0.012, frames) * (dice.random() < 0.3)
    if dice.random() < 0.2:
        flicker[int(dice.integers(1, frames)) :] *= dice.uniform(0.85, 1.15)
    return (tint * (drift * flicker)[:, None]).astype(np.float32)
