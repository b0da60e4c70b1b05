"""How a stored picture is turned and stretched into the one people see. Pure numbers."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from fractions import Fraction

PROXY_LONG, PROXY_SHORT = 1920, 1080
UPRIGHT = (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)

Size = tuple[int, int]  # (width, height)
Matrix = Sequence[int]  # nine numbers, as the display matrix of MP4 has them


def matrix_of(data: bytes) -> Matrix:
    """Unpack a display matrix as ffmpeg's side data carries it."""
    return struct.unpack("=9i", data)


def rotation_of(matrix: Matrix) -> int:
    """Return by how many degrees clockwise a player turns the picture: 0, 90, 180 or 270.

    An angle that is more than one degree away from those counts as 0.
    """
    a, b, _, c, d = matrix[:5]
    if not math.hypot(a, c) or not math.hypot(b, d):
        return 0
    angle = math.degrees(math.atan2(b / math.hypot(b, d), a / math.hypot(a, c))) % 360
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) < 1 else 0


def turns_of(matrix: Matrix) -> list[str]:
    """Return Pillow's names of the turns and flips that ffmpeg does before it shows a picture."""
    rotation = rotation_of(matrix)
    if rotation == 90:
        return ["TRANSPOSE" if matrix[3] > 0 else "ROTATE_270"]
    if rotation == 270:
        return ["TRANSVERSE" if matrix[3] < 0 else "ROTATE_90"]
    flips = ["FLIP_LEFT_RIGHT"] if rotation == 180 and matrix[0] < 0 else []
    return [*flips, "FLIP_TOP_BOTTOM"] if matrix[4] < 0 else flips


def displayed(stored: Size, sar: Fraction, rotation: int) -> Size:
    """Return the size people see: the width times ``sar``, halves up, then turned."""
    width, height = math.floor(stored[0] * sar + Fraction(1, 2)), stored[1]
    return (height, width) if rotation in (90, 270) else (width, height)


def proxy_size(size: Size) -> Size:
    """Fit ``size`` into 1080p, lying or standing, and round up to even numbers."""
    longest, shortest = max(size), min(size)
    scale = min(Fraction(1), Fraction(PROXY_LONG, longest), Fraction(PROXY_SHORT, shortest))
    return _even(size[0] * scale), _even(size[1] * scale)


def tile_size(size: Size, height: int) -> Size:
    """Return the even size of a picture scaled to ``height``."""
    return _even(Fraction(size[0] * height, size[1])), _even(Fraction(height))


def _even(length: Fraction) -> int:
    return max(2, math.ceil(length / 2) * 2)
