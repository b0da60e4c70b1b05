"""Memory that tensors free stays with the process: the next step takes it again.

glibc gives large blocks back to the system at once, and every step then pays for its page faults:
a quarter of a training step's processor time, measured.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # glibc's malloc.h
_HUGE = 1 << 30  # bytes


@cache
def keep_freed_memory() -> None:
    """Tell glibc's malloc so, for the life of the process; elsewhere do nothing."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _HUGE)
        mallopt(_TRIM_THRESHOLD, _HUGE)
