"""A file's name is a promise that it is whole: written beside its place, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def publishing(final: Path) -> Iterator[BinaryIO]:
    """Yield a file that becomes ``final``, replacing it, only if the block succeeds."""
    final.parent.mkdir(parents=True, exist_ok=True)
    scratch = final.with_name(f".{final.name}.{os.getpid()}.partial")
    try:
        with scratch.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(final)
    finally:
        scratch.unlink(missing_ok=True)
