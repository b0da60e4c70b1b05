"""Follow a spot through frames by block matching, and the camera by the frame as a whole."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from reward.core.synthesis.footage.seeds import Spot

Grey = NDArray[np.float32]  # (frames, height, width)
REACH = 5  # pixels per frame that a spot is looked for, at half size
JUMP = 12.0  # pixels at half size: more is a misreading or a cut, not a camera
LOST = 26.0  # levels: a worse match is no match


def half_grey(pictures: NDArray[np.uint8]) -> Grey:
    """Return the brightness at half size."""
    height, width = pictures.shape[1:3]
    size = (width // 2, height // 2)
    shrunk = [Image.fromarray(p).convert("L").resize(size, Image.Resampling.BOX) for p in pictures]
    return np.stack([np.asarray(picture, np.float32) for picture in shrunk])


def follow(grey: Grey, spot: Spot, start: int) -> tuple[range, NDArray[np.float64]]:
    """Return in which frames the spot is seen, and its shift since frame ``start``, (frames, 2).

    Shifts are pixels of the full size, smoothed, and mean nothing outside those frames.
    """
    reach = max(4, int(spot[2] / 2 * 0.8))
    x, y = round(spot[0] / 2), round(spot[1] / 2)
    template = _cut(grey[start], x, y, reach)
    shifts = np.zeros((len(grey), 2))
    if template is None:
        return range(0), shifts
    ends = [start, start]
    for way, order in enumerate((range(start - 1, -1, -1), range(start + 1, len(grey)))):
        place, shown = np.array([x, y], np.float64), template.copy()
        for frame in order:
            found = _match(grey[frame], shown, place)
            if found is None:
                break
            place, now = found
            shown += 0.25 * (now - shown)
            shifts[frame] = (place - (x, y)) * 2
            ends[way] = frame
    seen = range(ends[0], ends[1] + 1)
    part = shifts[seen.start : seen.stop]
    shifts[seen.start : seen.stop] = ndimage.gaussian_filter1d(part, 1.0, axis=0, mode="nearest")
    return seen, shifts


def _cut(grey: NDArray[np.float32], x: int, y: int, reach: int) -> NDArray[np.float32] | None:
    if x < reach or y < reach or y + reach >= grey.shape[0] or x + reach >= grey.shape[1]:
        return None
    return grey[y - reach : y + reach + 1, x - reach : x + reach + 1]


def _match(
    grey: NDArray[np.float32], template: NDArray[np.float32], place: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float32]] | None:
    """Return the place nearest the last one where the template fits best, to a part of a pixel."""
    reach = template.shape[0] // 2
    x, y = round(float(place[0])), round(float(place[1]))
    around = _cut(np.pad(grey, REACH, mode="edge"), x + REACH, y + REACH, reach + REACH)
    if around is None:
        return None
    windows = sliding_window_view(around, template.shape)
    cost = np.abs(windows - template).mean((2, 3))
    offset = np.hypot(*np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1])
    row, column = np.unravel_index(np.argmin(cost + 0.12 * offset), cost.shape)
    if cost[row, column] > LOST:
        return None
    shift = np.array([column - REACH, row - REACH]) + _part(cost, int(row), int(column))
    return np.array([x, y]) + shift, windows[row, column]


def _part(cost: NDArray[np.float32], row: int, column: int) -> NDArray[np.float64]:
    """Refine a minimum by the parabola through its neighbours, (x, y) within half a pixel."""
    out = np.zeros(2)
    for axis, (line, at) in enumerate(((cost[row], column), (cost[:, column], row))):
        if 0 < at < len(line) - 1:
            before, here, after = line[at - 1], line[at], line[at + 1]
            bend = before - 2 * here + after
            out[axis] = 0.5 * (before - after) / bend if bend > 1e-6 else 0.0
    return np.clip(out, -0.5, 0.5)


def camera_path(grey: Grey) -> NDArray[np.float64]:
    """Return how far the whole picture has shifted in each frame, (frames, 2), full-size pixels.

    Phase correlation: what most of the picture does is the camera's motion. Frames are compared
    with one some way back, so that a slow pan does not round to nothing.
    """
    height, width = grey.shape[1:]
    taper = np.outer(np.hanning(height), np.hanning(width)).astype(np.float32)
    spectra = np.fft.rfft2((grey - grey.mean((1, 2), keepdims=True)) * taper)
    shifts = np.zeros((len(grey), 2))
    anchor = 0
    for frame in range(1, len(grey)):
        cross = spectra[frame] * np.conj(spectra[anchor])
        peak = np.fft.irfft2(cross / (np.abs(cross) + 1e-6), (height, width))
        y, x = np.unravel_index(np.argmax(peak), peak.shape)
        step = np.array(
            [(x + width / 2) % width - width / 2, (y + height / 2) % height - height / 2]
        )
        believed = np.abs(step).max() <= JUMP
        shifts[frame] = shifts[anchor] + step if believed else shifts[frame - 1]
        if not believed or np.abs(step).max() > JUMP / 3:
            anchor = frame
    return shifts * 2
