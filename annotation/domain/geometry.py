"""Boxes as fractions of the displayed frame, origin top left. Pixels exist only at the edges."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

# How far a box may reach past the frame's edge: rounding, a thousandth of a pixel at 1000 px.
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, width and height as fractions of the displayed frame; never empty.

    A draft's box may reach past the frame (``inside`` tells); submission refuses it.
    """

    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        # Chained comparisons also turn away NaN and infinity.
        if not (-inf < self.x < inf and -inf < self.y < inf):
            raise ValueError(f"box position must be finite: {self}")
        if not (0 < self.w < inf and 0 < self.h < inf):
            raise ValueError(f"box size must be positive and finite: {self}")

    @classmethod
    def from_pixels(
        cls, left: float, top: float, width: float, height: float, *, frame: tuple[int, int]
    ) -> Box:
        """Build from pixels of a displayed frame of ``frame`` = (width, height) pixels."""
        frame_width, frame_height = frame
        return cls(
            left / frame_width, top / frame_height, width / frame_width, height / frame_height
        )

    def to_pixels(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Return left, top, width, height in pixels of a frame of that size, unrounded."""
        return (self.x * width, self.y * height, self.w * width, self.h * height)

    @property
    def inside(self) -> bool:
        """Whether the box lies in the frame, up to ``TOLERANCE``."""
        return (
            self.x >= -TOLERANCE
            and self.y >= -TOLERANCE
            and self.x + self.w <= 1 + TOLERANCE
            and self.y + self.h <= 1 + TOLERANCE
        )

    def clamped(self) -> Box | None:
        """Return the part inside the frame, or None if there is none."""
        left, top = max(self.x, 0.0), max(self.y, 0.0)
        right, bottom = min(self.x + self.w, 1.0), min(self.y + self.h, 1.0)
        if left >= right or top >= bottom:
            return None
        # Subtracting would disturb the last digit of a box that is already inside.
        width = self.w if left == self.x and right == self.x + self.w else right - left
        height = self.h if top == self.y and bottom == self.y + self.h else bottom - top
        return Box(left, top, width, height)

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.w, other.x + other.w)
        bottom = max(self.y + self.h, other.y + other.h)
        return Box(left, top, right - left, bottom - top)

    def iou(self, other: Box) -> float:
        """Return the shared area divided by the area of either, 0 to 1."""
        width = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        height = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        # Rounding must not lift two equal boxes above 1, nor tiny ones divide by 0.
        either = max(self.w * self.h + other.w * other.h - shared, shared)
        return shared / either if either else 0.0

    def toward(self, other: Box, fraction: float) -> Box:
        """Return the box ``fraction`` (0 to 1) of the way to ``other``, each number linearly."""
        return Box(
            self.x + (other.x - self.x) * fraction,
            self.y + (other.y - self.y) * fraction,
            self.w + (other.w - self.w) * fraction,
            self.h + (other.h - self.h) * fraction,
        )
