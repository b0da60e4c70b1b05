"""What synthetic clips may look like. Nothing here depends on whether a clip is real or fake."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from annotation.domain.taxonomy import Category
from reward.core.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Ranges are inclusive; lengths are pixels of the finished clip, before any codec."""

    long_side: tuple[int, int] = (128, 256)
    aspects: tuple[tuple[int, int], ...] = ((16, 9), (4, 3), (1, 1), (3, 4), (3, 2))
    frames: tuple[int, int] = (16, 48)
    rates: tuple[int, ...] = (8, 10, 12, 15, 16, 20, 24, 25, 30)  # frames per second
    fake_share: float = 0.5
    most_traces: int = 3  # of one fake clip
    kinds: tuple[str, ...] = tuple(category.value for category in Category)
    korean_share: float = 0.3  # of the sentences
    things: tuple[int, int] = (2, 4)  # in a drawn scene
    thing_size: tuple[float, float] = (0.28, 0.48)  # of the picture's shorter side
    noise: tuple[float, float] = (0.0, 6.0)  # standard deviation, in levels of 255
    crf: tuple[int, int] = (15, 32)  # x264's scale; other codecs get their like

    def __post_init__(self) -> None:
        unknown = set(self.kinds) - {category.value for category in Category}
        if unknown or not self.kinds:
            raise ValueError(f"kinds must be of the nine, not {sorted(unknown)}")
        if not self.rates or not self.aspects or min(self.rates) < 1:
            raise ValueError("rates and aspects must name at least one, and rates be positive")
        if not (0 <= self.fake_share <= 1 and 0 <= self.korean_share <= 1):
            raise ValueError("shares lie between 0 and 1")
        for name in ("long_side", "frames", "things", "thing_size", "noise", "crf"):
            low, high = getattr(self, name)
            if not 0 <= low <= high:
                raise ValueError(f"{name} must be two ascending numbers: {low}, {high}")
        if self.long_side[0] < 64 or self.frames[0] < 12 or self.most_traces < 1:
            raise ValueError("clips need 64 pixels, 12 frames and a trace at least")


def load(path: Path) -> Config:
    """Read a JSON object of some of ``Config``'s fields; ConfigError names what does not fit."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Config(**{name: _frozen(value) for name, value in values.items()})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        known = ", ".join(field.name for field in fields(Config))
        raise ConfigError(f"{path}: {error}. The settings are: {known}.") from error


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
