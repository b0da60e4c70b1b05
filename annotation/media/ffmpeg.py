"""The ffmpeg that comes with the installation, and the ways in which it may open a foreign file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast


@cache
def executable() -> str:
    """Return the path of ffmpeg: ``IMAGEIO_FFMPEG_EXE``, else the one in the wheel."""
    import imageio_ffmpeg

    return cast("str", imageio_ffmpeg.get_ffmpeg_exe())


def url(path: Path) -> str:
    """Name a local file so that no part of its name is read as an option or a protocol."""
    return f"file:{path.absolute()}"
