"""A piece of footage cut to size: some frames at some speed, some part of the picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reward.core.synthesis.footage.sources import LEAST, Reel
from reward.core.synthesis.stage import Dice


def cut(dice: Dice, reel: Reel, size: tuple[int, int], frames: int, rate: int) -> NDArray[np.uint8]:
    """Return up to ``frames`` pictures of ``size`` (width, height), (frames, height, width, 3)."""
    count, height, width = reel.pictures.shape[:3]
    # Near its own speed, as far as the source is long enough.
    stride = max(1, round(reel.rate / rate * dice.uniform(0.7, 1.4)))
    stride = max(1, min(stride, count // LEAST, count // min(frames, count)))
    taken = min(frames, count // stride)
    first = int(dice.integers(0, count - (taken - 1) * stride))
    box = _part(dice, (width, height), size)
    mirrored = dice.random() < 0.5
    out = np.empty((taken, size[1], size[0], 3), np.uint8)
    for number in range(taken):
        picture = Image.fromarray(reel.pictures[first + number * stride])
        shown = np.asarray(picture.resize(size, Image.Resampling.BILINEAR, box))
        out[number] = shown[:, ::-1] if mirrored else shown
    return out


def _part(
    dice: Dice, whole: tuple[int, int], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Choose a part of the whole that has the shape of ``size``: left, top, right, bottom."""
    widest = min(whole[0] / size[0], whole[1] / size[1])
    # Never enlarged by much: that would be softer than any camera.
    scale = max(widest * dice.uniform(0.6, 1.0), min(widest, 0.8))
    wide, tall = size[0] * scale, size[1] * scale
    left, top = dice.uniform(0, whole[0] - wide + 1e-6), dice.uniform(0, whole[1] - tall + 1e-6)
    return left, top, min(left + wide, whole[0]), min(top + tall, whole[1])
