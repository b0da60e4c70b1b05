"""Near-twins: the same footage encoded, scaled or toned again, which no split may part.

A video's print is the brightness of four moments on a grid of 16 × 16, each moment less its mean
and scaled to length 1, so that the product of two moments is their correlation. Measured on 28
public clips: the same footage from two codecs 1.00, two test patterns 0.81, any others below 0.54.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotation.domain.timeline import FrameTable
from reward.core.frames import read_frames, uniform

MOMENTS, SIDE = 4, 16
ALIKE = 0.9  # the least correlation of the four moments from which two videos are twins
ROWS = 512  # videos compared with all others at once
FLAT = 1.0  # steps of 256: a moment that varies less shows nothing to go by

Print = NDArray[np.float32]  # (MOMENTS, SIDE * SIDE)


def fingerprint(path: Path, table: FrameTable) -> Print:
    """Return the video's print; a moment without contrast is all zeros and resembles nothing."""
    frames = read_frames(path, table, uniform(table, MOMENTS), size=(SIDE, SIDE))
    light = frames.astype(np.float32).mean(axis=-1).reshape(MOMENTS, -1)
    light -= light.mean(axis=1, keepdims=True)
    light[light.std(axis=1) < FLAT] = 0
    length = np.linalg.norm(light, axis=1, keepdims=True)
    return np.asarray(np.divide(light, length, out=light, where=length > 0))


def groups(prints: Sequence[Print]) -> list[int]:
    """Return for each video the index of its first twin, or its own; twins of twins are twins."""
    first = list(range(len(prints)))

    def root(index: int) -> int:
        while first[index] != index:
            first[index] = first[first[index]]
            index = first[index]
        return index

    stacked = np.stack(prints, axis=1) if prints else np.zeros((MOMENTS, 0, SIDE * SIDE))
    for start in range(0, len(prints), ROWS):
        rows = stacked[:, start : start + ROWS]  # (moments, rows, cells)
        alike = np.min(rows @ stacked.transpose(0, 2, 1), axis=0) >= ALIKE  # (rows, videos)
        for one, other in np.argwhere(alike):
            low, high = sorted((root(start + int(one)), root(int(other))))
            first[high] = low
    return [root(index) for index in range(len(prints))]
