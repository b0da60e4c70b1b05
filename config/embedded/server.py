"""One server process: started, recognised after a crash, and stopped."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psutil

from config.embedded.place import EmbeddedError

STOP_SECONDS = 20.0
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(slots=True)
class Server:
    """A server whose processes all work in the folder ``home``, which is how they are known."""

    name: str
    home: Path
    pid_file: Path
    litter: list[Path]  # what a killed one leaves behind and the next one would stumble over
    command: list[str]
    who: pwd.struct_passwd
    stop_signal: signal.Signals
    answers: Callable[[], bool]
    process: psutil.Process | None = field(default=None)

    def start(self, log: IO[bytes]) -> None:
        """Take over the one that runs already, or start one."""
        self.process = self._survivor()
        if self.process is None:
            self._clear()
            self.process = psutil.Popen(
                self.command,
                cwd=self.home,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **as_account(self.who),
            )

    def _survivor(self) -> psutil.Process | None:
        try:
            found = psutil.Process(int(self.pid_file.read_text().split()[0]))
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return found if _works_in(found, self.home) else None

    def _clear(self) -> None:
        """End the children of a killed one, which may still write, before removing its marks."""
        if not self.pid_file.exists():
            return
        left = [process for process in psutil.process_iter() if _works_in(process, self.home)]
        for process in left:
            process.kill()
        psutil.wait_procs(left, STOP_SECONDS)
        for path in (self.pid_file, *self.litter):
            path.unlink(missing_ok=True)

    def is_alive(self) -> bool:
        try:
            return self.process is not None and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def stop(self) -> None:
        """Ask it to stop and wait; kill it if it takes too long."""
        if self.process is None:
            return
        try:
            self.process.send_signal(self.stop_signal)
            self.process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        except psutil.NoSuchProcess:
            pass

    def reap(self) -> None:
        """Collect the exit status of a dead one of ours."""
        if self.process is not None:
            self.process.wait(STOP_SECONDS)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, OSError):
        return False


def as_account(who: pwd.struct_passwd) -> dict[str, Any]:
    """The ``Popen`` options that run a program as ``who``, creating files for ``who`` alone."""
    if os.geteuid() != 0:
        return {"umask": 0o077}
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": [], "umask": 0o077}


def own(folder: Path, who: pwd.struct_passwd) -> None:
    """Make ``folder`` for ``who`` alone."""
    folder.mkdir(exist_ok=True, mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, who.pw_uid, who.pw_gid)


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is missing; run make install.")
    return Path(spec.origin).parent
