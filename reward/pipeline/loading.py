"""The model that this worker process holds: loaded once, hashes verified, until another is asked.

Only workers call this, and only inside a job: torch comes with the first model.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from reward.models import Checkpoint

if TYPE_CHECKING:
    from reward.core.calibrate import Calibration
    from reward.core.contract import Backend


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that can judge, and how its raw odds become calibrated ones."""

    folder: str
    name: str
    backend: Backend
    calibration: Calibration


_held: Loaded | None = None


def folder_of(checkpoint: Checkpoint) -> Path:
    """Where the checkpoint's files lie."""
    return Path(settings.CHECKPOINTS_ROOT) / checkpoint.folder


def load(checkpoint: Checkpoint) -> Loaded:
    """Return the checkpoint's model, from memory if it is the one used last.

    CheckpointError names the file that is missing or is not as it was saved.
    """
    global _held  # noqa: PLW0603 - a process has memory for one model
    if _held is None or (_held.folder, _held.name) != (checkpoint.folder, checkpoint.name):
        _held = None  # before the next one takes its memory
        _held = _read(checkpoint)
    return _held


def release() -> None:
    """Give the model's memory back, e.g. to a training that is about to start on the same GPU."""
    global _held  # noqa: PLW0603 - a process has memory for one model
    if _held is None:
        return
    _held = None
    import gc

    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _read(checkpoint: Checkpoint) -> Loaded:
    from reward.core import backends, cores
    from reward.core import checkpoint as folders
    from reward.core.calibrate import Calibration
    from reward.core.errors import CheckpointError

    # Half of the machine: people who label at it come first.
    cores.limit(max(len(os.sched_getaffinity(0)) // 2, 1))
    folder = folder_of(checkpoint)
    try:
        card = folders.load_card(folder)
        if card.id != checkpoint.name:
            raise CheckpointError(f"{folder} holds the checkpoint {card.id}, another one.")
        backend = backends.load(card, folder)
    except CheckpointError as error:
        # People know the folder by its name below the root; where that lies is the server's affair.
        message = error.message.replace(f"{settings.CHECKPOINTS_ROOT}/", "")
        raise CheckpointError(message) from error
    calibration = Calibration.from_card(card.calibration)
    return Loaded(checkpoint.folder, checkpoint.name, backend, calibration)
