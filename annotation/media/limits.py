"""How much video is taken, known on both sides of the process boundary."""

from __future__ import annotations

from dataclasses import dataclass

DAMAGED = "The file is damaged or incomplete: {}. Export or download it again."


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest video that is taken, and how long (in seconds) looking at it may last."""

    pixels: int = 4096 * 2304
    side: int = 8192
    min_side: int = 16
    duration_s: float = 600
    frames: int = 20_000
    rate: float = 240
    wall_s: float = 9
    memory: int = 2 << 30


DEFAULT_LIMITS = Limits()
