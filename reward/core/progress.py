"""How far something is, on one line of the terminal that is written over and over.

Where nobody watches (standard error is no terminal) only the last state is written, as a line.
For a program that watches, ``Events`` writes each state as a line of JSON.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, TextIO, TypeVar

WIDTH = 24  # cells of the bar
PAUSE_S = 0.1  # a terminal need not be written more often

Item = TypeVar("Item")


class Bar(AbstractContextManager["Bar"]):
    """Shows ``label``, a bar, the time spent and the latest values; one line is left at the end."""

    def __init__(
        self,
        label: str,
        total: float | None = None,
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.label, self.total = label, total
        self._stream, self._clock = stream or sys.stderr, clock
        self._begun, self._shown_at = clock(), -PAUSE_S
        self._done, self._values = 0.0, ""
        self._watched = self._stream.isatty()

    def show(self, done: float, /, **values: Any) -> None:
        """Say that ``done`` of the total is done, and what else is known."""
        self._done = done
        self._values = "  ".join(f"{name} {_short(value)}" for name, value in values.items())
        now = self._clock()
        if self._watched and now - self._shown_at >= PAUSE_S:
            self._shown_at = now
            self._write("\r\x1b[K" + self._text())

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items and count them; the total, if it is known, is their number."""
        for done, item in enumerate(items, start=1):
            yield item
            self.show(done)

    def note(self, line: str) -> None:
        """Write a line that stays, above the bar."""
        # File names may hold what this terminal cannot show.
        shown = line.encode(errors="backslashreplace").decode()
        self._write(("\r\x1b[K" if self._watched else "") + shown + "\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write(("\r\x1b[K" if self._watched else "") + self._text() + "\n")

    def _text(self) -> str:
        parts = [self.label]
        if self.total:
            share = min(1.0, self._done / self.total)
            cells = round(share * WIDTH)
            parts.append(f"[{'#' * cells}{'.' * (WIDTH - cells)}] {share:4.0%}")
        parts.append(_minutes(self._clock() - self._begun))
        return "  ".join([*parts, self._values]).rstrip()

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class Events(Bar):
    """A bar for programs: {"progress": 0 to 1, and all that is known} on a line of its own."""

    def show(self, done: float, /, **values: Any) -> None:
        share = min(1.0, done / self.total) if self.total else 0.0
        try:
            self._write(json.dumps({"progress": share, **values}) + "\n")
        except BrokenPipeError:  # who watched has died: end as if asked to, and only once
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            raise KeyboardInterrupt from None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
