"""How far the camera moved between pictures, so that the model can look as if it had stood still.

What a hand or a pan moves is the whole picture: where it correlates best with another, there is
the shift (phase correlation, Kuglin and Hines 1975).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reward.core.backends.tracenet.tubes import Floats

FURTHEST = 0.12  # share of the picture; a camera that moves more is not held still
SHARP = 0.12  # cycles per pixel up to which detail counts: beyond is noise
STILLER = 0.95  # of the change between pictures that must be left at most, or it was no camera
CLEAR = 0.08  # height of a peak, 0 to 1, below which nothing is known


def drifts(pictures: NDArray[np.uint8]) -> Floats:
    """Return how far the content lies from where the middle picture has it, (pictures, 2): x, y.

    ``pictures`` is (pictures, height, width, 3); the result is in shares of width and height, and
    0 throughout where the camera moved too far or what it saw does not tell.
    """
    count, height, width, _ = pictures.shape
    grey = pictures.mean(-1, dtype=np.float32)
    grey -= grey.mean((1, 2), keepdims=True)
    window = np.hanning(height)[:, None] * np.hanning(width)
    spectra = np.fft.rfft2(grey * window)
    crossed = spectra * spectra[count // 2].conj()
    detail = np.exp(
        -(np.fft.fftfreq(height)[:, None] ** 2 + np.fft.rfftfreq(width) ** 2) / (2 * SHARP**2)
    )
    peaks = np.fft.irfft2(crossed / (np.abs(crossed) + 1e-6) * detail, (height, width))
    peaks /= np.fft.irfft2(detail, (height, width))[0, 0]
    moved = np.array([_peak(one) for one in peaks])
    shares = moved[:, :2] / (width, height)
    lost = moved[:, 2].min() < CLEAR or np.abs(shares).max() > FURTHEST
    if lost or _change(grey, moved[:, :2]) > STILLER * _change(grey, np.zeros((count, 2))):
        return np.zeros((count, 2), np.float32)
    return shares.astype(np.float32)


def _change(grey: Floats, moved: NDArray[np.float64]) -> float:
    """Return how much the middle of the picture changes from one to the next, movement undone."""
    held = np.stack(
        [
            np.roll(one, (-round(y), -round(x)), (0, 1))
            for one, (x, y) in zip(grey, moved.tolist(), strict=True)
        ]
    )
    edge = round(FURTHEST * max(grey.shape[1:]))
    return float(np.abs(np.diff(held[:, edge:-edge, edge:-edge], axis=0)).mean())


def _peak(correlation: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return x and y in pixels, between pixels by a parabola, and the height."""
    height, width = correlation.shape
    y, x = (int(v) for v in np.unravel_index(int(correlation.argmax()), correlation.shape))
    across = _vertex(*(float(correlation[y, (x + d) % width]) for d in (-1, 0, 1)))
    down = _vertex(*(float(correlation[(y + d) % height, x]) for d in (-1, 0, 1)))
    signed_x = x - width if x > width // 2 else x
    signed_y = y - height if y > height // 2 else y
    return signed_x + across, signed_y + down, float(correlation[y, x])


def _vertex(before: float, here: float, after: float) -> float:
    """Return where between -½ and ½ the parabola through three heights is highest."""
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0
