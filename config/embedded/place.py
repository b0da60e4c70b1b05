"""Where the embedded servers keep their data, sockets and locks, and how they are addressed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

# A Unix socket's path has at most 103 bytes on every system; PostgreSQL appends 14.
SOCKET_FOLDER_BYTES = 85


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Place:
    """The paths of the servers that belong to one data directory."""

    data: Path

    @classmethod
    def of(cls, data: Path) -> Place:
        """The place for ``data``, by its real path, so that two spellings share one."""
        return cls(data.expanduser().resolve())

    @property
    def servers(self) -> Path:
        return self.data / "servers"

    @property
    def postgres(self) -> Path:
        return self.servers / "postgres"

    @property
    def redis(self) -> Path:
        return self.servers / "redis"

    @property
    def sockets(self) -> Path:
        """Inside the data directory, or a short folder of its own where that path would not do."""
        inside = self.servers / "sockets"
        plain = re.fullmatch(r"[A-Za-z0-9/._-]+", str(inside))
        if plain and len(str(inside)) <= SOCKET_FOLDER_BYTES:
            return inside
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path("/tmp") / f"telltale-{name}"  # noqa: S108 (owner and mode are checked in make)

    @property
    def users_lock(self) -> Path:
        return self.servers / "users.lock"

    @property
    def start_lock(self) -> Path:
        return self.servers / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.servers / "keeper.lock"

    @property
    def ready(self) -> Path:
        """Exists while both servers answer and the keeper lives."""
        return self.servers / "ready"

    @property
    def log(self) -> Path:
        return self.servers / "log"

    @property
    def database_url(self) -> str:
        return f"postgresql://telltale@:5432/telltale?host={self.sockets}"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.redis_socket}"

    def make(self) -> None:
        """Create the folders that everyone needs, closed to others."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.servers.mkdir(exist_ok=True, mode=0o700)

    def make_sockets(self, uid: int, gid: int) -> None:
        """Create the socket folder for one account alone; whoever enters it reaches the servers."""
        self.sockets.mkdir(exist_ok=True, mode=0o700)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {uid, os.geteuid()}:
            raise EmbeddedError(f"{self.sockets} belongs to someone else; remove it and try again.")
        os.chown(self.sockets, uid, gid, follow_symlinks=False)
        self.sockets.chmod(0o700)


def hold(path: Path, kind: int) -> int:
    """Take a lock on ``path``; the descriptor holds it until it is closed in every process."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, kind)
            if is_same(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # the folder was removed and made anew while this one waited


def is_same(path: Path, descriptor: int) -> bool:
    """Whether ``path`` still names the file that ``descriptor`` holds."""
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def is_free(path: Path) -> bool:
    """Whether nobody holds ``path`` exclusively."""
    try:
        os.close(hold(path, fcntl.LOCK_SH | fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
