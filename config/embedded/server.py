"""One server process: started, recognised after a crash, and stopped."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
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
        """Start it, unless it runs already: ours, or one that a killed keeper left behind."""
        if self.is_alive():
            return
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
        return found if self._is_ours(found) else None

    def _clear(self) -> None:
        """End the children of a killed one, which may still write, before removing its marks."""
        if not self.pid_file.exists():
            return
        left = [process for process in psutil.process_iter() if self._is_ours(process)]
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, STOP_SECONDS)
        for path in (self.pid_file, *self.litter):
            path.unlink(missing_ok=True)

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether it runs this server's program in this server's folder."""
        try:
            return (
                process.name() == Path(self.command[0]).name
                and process.cwd() == str(self.home)
                and process.status() != psutil.STATUS_ZOMBIE
            )
        except (psutil.Error, OSError):
            return False

    def is_alive(self) -> bool:
        try:
            return self.process is not None and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def stop(self) -> None:
        """Ask it to stop and wait; kill it if it takes too long."""
        if self.process is None:
            return
        for number in (self.stop_signal, signal.SIGKILL):
            try:
                self.process.send_signal(number)
                self.process.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                continue
            except psutil.NoSuchProcess:
                pass
            return

    def reap(self) -> None:
        """Collect the exit status of a dead one of ours."""
        if self.process is not None:
            self.process.wait(STOP_SECONDS)


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
