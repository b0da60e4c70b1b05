"""What ``reward.core`` refuses: each message is one sentence that names the file and the line."""

from __future__ import annotations

from pathlib import Path

from annotation.errors import TelltaleError


class ManifestError(TelltaleError):
    """A manifest that cannot be read, or a line of it that is no dataset line."""

    code = "manifest"


class MediaError(TelltaleError):
    """A video file that is missing, damaged, or not the one its frame table was read from."""

    code = "media"

    def __init__(self, message: str, *, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class CheckpointError(TelltaleError):
    """A checkpoint that is missing, incomplete, changed since it was saved, or in the way."""

    code = "checkpoint"


class ConfigError(TelltaleError):
    """A configuration that names a setting which does not exist or a value that cannot be."""

    code = "config"


class TrainingError(TelltaleError):
    """A training run that cannot go on; nothing was published."""

    code = "training"
