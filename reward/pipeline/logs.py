"""The log of a run, piece by piece."""

from __future__ import annotations

from reward.models import Run
from reward.pipeline.places import log_of

MOST = 64 << 10  # bytes


def read(run: Run, offset: int) -> tuple[str, int]:
    """Return what follows ``offset`` (bytes), in whole lines if possible, and where it ends."""
    try:
        with log_of(run).open("rb") as file:
            file.seek(offset)
            data = file.read(MOST)
    except FileNotFoundError:
        return "", 0
    if len(data) == MOST and b"\n" in data:
        data = data[: data.rindex(b"\n") + 1]
    return data.decode(errors="replace"), offset + len(data)
