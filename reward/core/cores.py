"""How many threads this process may keep busy, decided once for decoding and arithmetic alike."""

from __future__ import annotations

import os
import sys

_limit: int | None = None


def limit(threads: int | None) -> None:
    """Keep to ``threads`` from now on; None leaves it to the machine."""
    global _limit  # noqa: PLW0603 - a process has one set of cores
    if threads is None:
        return
    import torch

    _limit = threads
    torch.set_num_threads(threads)


def count() -> int:
    """Return how many threads may decode at once: as limited, else the cores of this process."""
    if _limit is not None:
        return _limit
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
