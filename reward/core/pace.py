"""When to ask a server next: its own wish first, then a growing pause, never all at once."""

from __future__ import annotations

import random
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST_WAIT_S = 0.5


class StoppedError(Exception):
    """The others gave up while this one waited."""


class Pace:
    """Gives turns to threads, at most ``per_minute`` of them; None: as fast as they come."""

    def __init__(self, per_minute: float | None) -> None:
        self._gap = 60 / per_minute if per_minute else 0.0
        self._next = time.monotonic()
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def turn(self) -> None:
        """Wait for a turn; StoppedError once ``stop`` was called."""
        while True:
            with self._lock:
                wait = self._next - time.monotonic()
                if wait <= 0:
                    self._next = max(self._next + self._gap, time.monotonic())
                    break
            # A pause may have been added meanwhile, so the clock is asked again.
            if self._stop.wait(wait):
                break
        if self._stop.is_set():
            raise StoppedError

    def pause(self, seconds: float, *, everyone: bool) -> None:
        """Wait ``seconds``; with ``everyone``, no other turn begins before."""
        if everyone:
            with self._lock:
                self._next = max(self._next, time.monotonic() + seconds)
        elif self._stop.wait(seconds):
            raise StoppedError

    def stop(self) -> None:
        """End every wait, now and later."""
        self._stop.set()


def backoff(attempt: int, asked: float | None, longest: float) -> float | None:
    """Return the seconds to wait after the ``attempt``-th try (1-based) failed.

    What the server ``asked`` for is obeyed, or refused with None where it is above ``longest``;
    else the wait doubles from half a second, with up to half of it left to chance so that clients
    that failed together do not come back together.
    """
    if asked is not None:
        return asked if asked <= longest else None
    wait: float = min(_FIRST_WAIT_S * 2.0 ** (attempt - 1), longest)
    chance: float = random.uniform(0.5, 1)  # noqa: S311 (no secret)
    return wait * chance


def retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header: a number or a date; None for neither."""
    if not value:
        return None
    try:
        return max(float(value), 0.0) if float(value) < float("inf") else None
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((date - datetime.now(UTC)).total_seconds(), 0.0)
