"""One long-running child process that is started again, with growing pauses, when it dies."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 60.0

_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """A command kept alive; ``stop_seconds`` is what it gets to finish its work."""

    name: str
    command: list[str]
    stop_seconds: float
    process: subprocess.Popen[Any] | None = None
    pause: float = FIRST_PAUSE
    began: float = 0.0
    due: float = field(default=0.0)
    deadline: float = 0.0

    def keep(self) -> list[str]:
        """Start it if it is due; returns lines worth telling."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self._start()
            return []
        code = self.process.poll()
        if code is None:
            return []
        self._kill_group()  # what it left behind may hold the port or a job
        if time.monotonic() - self.began > HEALTHY_SECONDS:
            self.pause = FIRST_PAUSE
        line = f"{self.name} ended ({_ending(code)}); starting it again in {self.pause:g} s"
        self.due = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.process = None
        return [line]

    def _start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor alone.
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # The supervisor has one thread, so running code between fork and exec is safe.
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            env=os.environ | {"PYTHONWARNINGS": "ignore::UserWarning:celery.platforms"},
        )
        self.began = time.monotonic()

    def ask_to_stop(self) -> None:
        """Send TERM; ``wait`` then gives it until its deadline."""
        self.deadline = time.monotonic() + self.stop_seconds
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        """Return when it has gone; kill it at the deadline, and whatever it left behind."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, self.deadline - time.monotonic()))
        self._kill_group()
        self.process.wait()
        self.process = None

    def _kill_group(self) -> None:
        assert self.process is not None  # noqa: S101 (callers hold one)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Ask Linux for TERM when the supervisor dies, even by ``kill -9``."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"
