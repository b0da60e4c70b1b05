"""The embedded reward model: a convolutional tower, and a small language model that writes.

Importing this module is cheap; torch comes with the first model.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reward.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reward.core.contract import Backend


def create(config: dict[str, Any], *, seed: int, model: str | None = None) -> Backend:
    """Make a tracenet with fresh weights; it knows no base ``model``, so none may be named."""
    from reward.core.backends.tracenet import backend

    if model is not None:
        raise ConfigError("tracenet starts from no base model; use --init with a checkpoint.")
    return backend.create(config, seed=seed)


def load(folder: Path, config: Mapping[str, Any] | None = None) -> Backend:
    """Make the tracenet that a checkpoint's folder holds, with ``config`` over its settings."""
    from reward.core.backends.tracenet import backend

    return backend.load(folder, config)
