"""Every number tracenet's training and prediction turn on, in one frozen place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from reward.core.errors import ConfigError

FIXED = frozenset({"frames", "stored", "size", "widths", "depths"})  # by the weights and the memory


@dataclass(frozen=True, slots=True)
class Config:
    """What ``train --config FILE`` may set; saved with the weights as ``config.json``.

    ``frames`` and ``size`` (pixels of the square picture) are what the tower sees; ``stored``
    frames of each clip are kept in memory, so that training can shift and stretch time.
    """

    frames: int = 16
    stored: int = 24
    size: int = 64
    widths: tuple[int, int, int] = (32, 64, 96)
    depths: tuple[int, int, int] = (0, 3, 3)
    batch: int = 4  # many small steps learn three times faster than few large ones, measured
    rate: float = 2e-3
    tuning: float = 0.3  # share of the rate when going on from a checkpoint
    decay: float = 0.05
    steps: int = 2_400  # where no clock bounds the training
    bf16: bool = True
    language: str = "en"  # of the explanations: en or ko
    traces: int = 4  # at most, in one document
    memory: int = 200  # clips kept in the checkpoint for later replay
    replay: float = 0.5  # share of a fine-tuning batch that comes from the memory

    @classmethod
    def read(cls, values: dict[str, Any]) -> Self:
        """Take JSON values over the defaults; ConfigError names what is unknown or impossible."""
        fields = {field.name: field for field in dataclasses.fields(cls)}
        if unknown := sorted(values.keys() - fields.keys()):
            raise ConfigError(f"tracenet has no setting {', '.join(unknown)}.")
        taken: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in values.items()
        }
        config = cls(**taken)
        config._check()
        return config

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Take JSON values over these; ConfigError, too, for what the weights are made for."""
        if fixed := sorted(values.keys() & FIXED):
            raise ConfigError(f"A checkpoint brings its own {', '.join(fixed)}: set others only.")
        return self.read(self.dump() | dict(values))

    def _check(self) -> None:
        defaults = type(self)()
        for field in dataclasses.fields(self):
            value, default = getattr(self, field.name), getattr(defaults, field.name)
            fits = isinstance(value, type(default)) or (
                isinstance(default, float) and isinstance(value, int)
            )
            if not fits:
                raise ConfigError(f"tracenet's {field.name} cannot be {value!r}.")
        if self.frames < 4 or self.frames % 4 or self.stored < self.frames:
            raise ConfigError(
                "tracenet sees a multiple of 4 frames, and stores no fewer than it sees."
            )
        if self.size < 32 or self.size % 16:
            raise ConfigError("tracenet's size must be a multiple of 16, at least 32.")
        if min(self.batch, self.traces, self.steps, *self.widths) < 1 or min(self.depths) < 0:
            raise ConfigError("tracenet's counts must be positive.")
        if self.language not in ("en", "ko"):
            raise ConfigError("tracenet writes en or ko.")

    def dump(self) -> dict[str, Any]:
        return dataclasses.asdict(self)
