"""Models behind one contract (``reward.core.contract``); each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reward.core.errors import CheckpointError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reward.core.checkpoint import Card
    from reward.core.contract import Backend

NAMES = ("tracenet", "mllm", "remote")


def create(name: str, config: dict[str, Any], *, seed: int, model: str | None = None) -> Backend:
    """Make the backend ``name`` with fresh weights, or with those of the base ``model``.

    ``config`` sets fields of the backend's own configuration; ConfigError for one it does not have.
    """
    if name not in NAMES:
        raise ConfigError(f"There is no backend {name!r}: choose {', '.join(NAMES)}.")
    module = import_module(f"{__name__}.{name}")
    return cast("Backend", module.create(config, seed=seed, model=model))


def load(card: Card, folder: Path, config: Mapping[str, Any] | None = None) -> Backend:
    """Make the backend that ``folder`` holds; its card has been read, and so its files checked.

    ``config`` replaces settings that the weights do not depend on; ConfigError for any other.
    """
    if card.backend not in NAMES:
        raise CheckpointError(f"{folder}: this version has no backend {card.backend!r}.")
    module = import_module(f"{__name__}.{card.backend}")
    if not config:
        return cast("Backend", module.load(folder))
    if card.backend != "tracenet":
        raise ConfigError(f"{folder} brings its own settings: name no others.")
    return cast("Backend", module.load(folder, config))
