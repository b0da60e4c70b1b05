"""How large a model sees a frame: whole tokens, the clip's own shape, within a budget of pixels."""

from __future__ import annotations

import math

Size = tuple[int, int]  # (width, height) in pixels


def fit(size: Size, *, factor: int, pixels: int) -> Size:
    """Return the size at which a frame of ``size`` is shown: multiples of ``factor`` per side.

    As large as the source, rounded, but of at most ``pixels`` pixels as far as one token per side
    allows. The rule is Qwen2-VL's ``smart_resize`` without its lower bound: small clips stay small.
    """
    width, height = (max(factor, round(side / factor) * factor) for side in size)
    if width * height <= pixels:
        return width, height
    shrink = math.sqrt(size[0] * size[1] / pixels)
    width, height = (max(factor, math.floor(side / shrink / factor) * factor) for side in size)
    return width, height


def tokens(size: Size, frames: int, *, factor: int, together: int) -> int:
    """Return how many tokens a clip of ``frames`` frames of ``size`` becomes."""
    return math.ceil(frames / together) * (size[0] // factor) * (size[1] // factor)
