"""PostgreSQL and Redis out of wheels, for an installation without servers of its own.

Whoever uses the servers holds a shared lock for its life; a keeper process owns them and stops
them once nobody holds the lock, however the holders went. The lock survives ``fork``.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from config.embedded.place import EmbeddedError, Place, hold, is_free

__all__ = ["EmbeddedError", "leave", "urls"]

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 120.0
STOP_SECONDS = 30.0

_held: dict[Path, int] = {}


def urls(data: Path | None = None, *, durable: bool = True) -> tuple[str, str]:
    """The database and Redis URLs of the servers in ``data``, which run when this returns.

    ``durable=False`` skips fsync, for data that may be lost. Raises ``EmbeddedError``.
    """
    place = Place.of(data or Path(os.environ.get("TELLTALE_DATA") or ROOT / "data"))
    if place.data not in _held:
        try:
            place.make()
            _held[place.data] = _join(place, durable=durable)
        except OSError as error:
            raise EmbeddedError(f"The servers' folder cannot be used: {error}.") from error
    return place.database_url, place.redis_url


def leave(data: Path) -> None:
    """Stop using the servers; if nobody else does, return when they have stopped."""
    place = Place.of(data)
    held = _held.pop(place.data, None)
    if held is None:
        return
    os.close(held)
    time.sleep(0.5)  # the keeper looks every 0.2 s
    deadline = time.monotonic() + STOP_SECONDS
    while not is_free(place.users_lock) and time.monotonic() < deadline:
        time.sleep(0.05)


def _join(place: Place, *, durable: bool) -> int:
    """Hold the users' lock (waits while a keeper is stopping) and see to it that servers run."""
    users = hold(place.users_lock, fcntl.LOCK_SH)
    starting = hold(place.start_lock, fcntl.LOCK_EX)
    try:
        if is_free(place.keeper_lock):
            _start_keeper(place, durable=durable)
        _await_ready(place)
    except BaseException:
        os.close(users)
        raise
    finally:
        os.close(starting)
    return users


def _start_keeper(place: Place, *, durable: bool) -> None:
    command = [sys.executable, "-m", "config.embedded.keeper", str(place.data)]
    started = subprocess.run(
        [*command, *([] if durable else ["--no-fsync"])],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if started.returncode:
        lines = started.stderr.strip().splitlines() or ["The embedded servers did not start."]
        raise EmbeddedError(lines[-1])


def _await_ready(place: Place) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not place.ready.exists():
        if time.monotonic() > deadline or is_free(place.keeper_lock):
            raise EmbeddedError(f"The embedded servers do not come up; see {place.log}.")
        time.sleep(0.02)
