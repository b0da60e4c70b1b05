"""Where runs and checkpoints lie on the disk."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from reward.models import Checkpoint, Run

LOG = "log.txt"


def folder_of(run: Run) -> Path:
    """Where the run keeps its data while it trains, and its log for good."""
    return Path(settings.RUNS_ROOT) / str(run.pk)


def log_of(run: Run) -> Path:
    return folder_of(run) / LOG


def place_of(checkpoint: Checkpoint) -> Path:
    """The checkpoint's folder."""
    return Path(settings.CHECKPOINTS_ROOT) / checkpoint.folder
