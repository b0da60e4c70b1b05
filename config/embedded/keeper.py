"""The process that owns the embedded servers: starts them, restarts a dead one, and stops both
when the last user is gone. ``python -m config.embedded.keeper DATA`` returns when they answer."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from config.embedded import rights
from config.embedded.place import EmbeddedError, Place, hold, is_same
from config.embedded.postgres import postgres
from config.embedded.redis import redis
from config.embedded.server import Server

LOOK_SECONDS = 0.2
READY_SECONDS = 90.0
RESTART_SECONDS = 2.0
LOG_BYTES = 5_000_000
NEEDED_BYTES = 300_000_000


def main(arguments: list[str]) -> int:
    """Fork the keeper, wait until it reports, and pass on what it says."""
    place = Place.of(Path(arguments[0]))
    receive, send = os.pipe()
    if os.fork():
        os.close(send)
        said = os.read(receive, 4096).decode(errors="replace")
        if said != "ready":
            sys.stderr.write(said or f"The embedded servers stopped at once; see {place.log}.\n")
        return 0 if said == "ready" else 1
    os.close(receive)
    _detach(place)
    try:
        _keep(place, durable="--no-fsync" not in arguments, report=send)
    except (EmbeddedError, OSError, psutil.Error) as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        with suppress(BrokenPipeError):  # whoever waited has gone: it was ready once
            os.write(send, f"{error}\n".encode())
    os._exit(0)


def _detach(place: Place) -> None:
    """Leave the terminal and its signals; what is printed goes to the log."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    grown = place.log.exists() and place.log.stat().st_size > LOG_BYTES
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if grown else 0)
    log = os.open(place.log, flags, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)


def _keep(place: Place, *, durable: bool, report: int) -> None:
    """Run the servers until nobody uses them, the data directory is gone, or TERM arrives."""
    keeping = hold(place.keeper_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    users = os.open(place.users_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    servers = _servers(place, durable=durable)
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    try:
        _start(place, servers)
        os.write(report, b"ready")
        while not asked and is_same(place.users_lock, users) and _in_use(users):
            time.sleep(LOOK_SECONDS)
            if not all(server.is_alive() for server in servers):
                _restart(place, servers)
    finally:
        place.ready.unlink(missing_ok=True)
        for server in servers:
            server.stop()
        # At exit Linux releases the last lock first. Whoever waits for the users' lock must find
        # this one free, or takes the keeper that is leaving for one that failed.
        os.close(keeping)


def _servers(place: Place, *, durable: bool) -> list[Server]:
    place.ready.unlink(missing_ok=True)
    if shutil.disk_usage(place.data).free < NEEDED_BYTES:
        raise EmbeddedError(
            f"The disk is full: {place.data} needs {NEEDED_BYTES // 10**6} MB free to start."
        )
    who = rights.account(place)
    rights.open_path(place.postgres, who)
    place.make_sockets(who.pw_uid, who.pw_gid)
    rights.open_path(place.sockets, who)
    return [postgres(place, who, durable=durable), redis(place, who)]


def _start(place: Place, servers: list[Server]) -> None:
    with place.log.open("ab") as log:
        for server in servers:
            server.start(log)
    deadline = time.monotonic() + READY_SECONDS
    for server in servers:
        while not server.answers():
            if not server.is_alive() or time.monotonic() > deadline:
                raise EmbeddedError(f"{server.name} does not start: {_last_words(place.log)}")
            time.sleep(0.02)
    place.ready.touch()


def _restart(place: Place, servers: list[Server]) -> None:
    """Bring back a server that died."""
    place.ready.unlink(missing_ok=True)
    try:
        for server in servers:
            if not server.is_alive():
                server.reap()
        _start(place, servers)
    except (EmbeddedError, OSError, psutil.Error) as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        time.sleep(RESTART_SECONDS)


def _last_words(log: Path) -> str:
    """The reason that a server gave, from the end of the log."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()[-20:]]
    fatal = [line for line in lines if "FATAL:" in line or "PANIC:" in line or " DETAIL:" in line]
    return f"{' '.join(fatal[-2:] or lines[-1:]) or 'no reason given'} (see {log})"


def _in_use(users: int) -> bool:
    """Whether anyone holds the users' lock; if not, it is held from now on, so nobody can join."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
