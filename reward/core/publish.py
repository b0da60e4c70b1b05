"""A name is a promise that what it names is whole: written beside its place, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotation.errors import TelltaleError

NO_SPACE = 4096  # bytes: less than one block


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


@contextmanager
def blaming_full_disk(place: Path) -> Iterator[None]:
    """Raise what fails inside as OSError if the disk of ``place`` is full.

    Libraries that write weights have errors of their own, which tell of it in words or not at all.
    """
    try:
        yield
    except (TelltaleError, OSError):
        raise
    except Exception as error:
        if "os error 28" in str(error) or shutil.disk_usage(place).free < NO_SPACE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place)) from error
        raise
