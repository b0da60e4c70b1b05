"""A model behind an OpenAI-compatible server: our own on vLLM, or a general one as a baseline.

The checkpoint of such a backend holds its configuration and no weights; the key never lies there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reward.core.contract import Backend


def create(config: dict[str, Any], *, seed: int, model: str | None = None) -> Backend:
    """Make a client of the server that ``config`` names; ``model`` is the model's name there.

    Nothing here is drawn, so ``seed`` changes nothing; ``{"extra": {"seed": 1}}`` sends one.
    """
    from reward.core.backends.remote.backend import Remote
    from reward.core.backends.remote.config import read_config

    named = {"model": model} if model is not None else {}
    return Remote(read_config({**config, **named}))


def load(folder: Path) -> Backend:
    """Make the client whose configuration lies in a checkpoint's folder."""
    from reward.core.backends.remote.backend import Remote

    return Remote.load(folder)
