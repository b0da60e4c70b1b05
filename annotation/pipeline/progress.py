"""How far a long job is, told now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

REPORT_EVERY_S = 0.5
Item = TypeVar("Item")


def reported(found: Iterable[Item], total: int, report: Callable[[float], None]) -> Iterator[Item]:
    """Pass the items on, and tell ``report`` the share of ``total`` that has passed."""
    due = time.monotonic() + REPORT_EVERY_S
    for number, item in enumerate(found):
        if time.monotonic() >= due:
            report(number / max(total, 1))
            due = time.monotonic() + REPORT_EVERY_S
        yield item
