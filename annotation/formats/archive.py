"""A zip whose bytes depend on nothing but names and contents: fixed times, nothing compressed."""

from __future__ import annotations

import shutil
import zipfile
from types import TracebackType
from typing import BinaryIO, Self

_EPOCH = (1980, 1, 1, 0, 0, 0)
_COPY = 1 << 20


class Archive:
    """A zip being written, entry by entry; memory holds one buffer and the names."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)

    def add(self, name: str, source: BinaryIO, size: int) -> None:
        """Copy all of ``source``, ``size`` bytes, into the entry ``name``."""
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.file_size = size
        entry.create_system = 3  # Unix, wherever this runs
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w") as out:
            shutil.copyfileobj(source, out, _COPY)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
