"""Foreign bytes are decoded only in child processes with bounded time, memory and output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

GIB = 1 << 30
LOG_TAIL = 4096
CONFINE = Path(__file__).with_name("confine.py")
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: processor and wall-clock seconds, bytes of memory and per file."""

    cpu_s: int
    wall_s: float
    memory: int = 2 * GIB
    file_size: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended. ``code`` is negative for a signal; ``late`` if a time limit ended it."""

    code: int
    output: bytes
    log: str
    late: bool


def run(
    command: Sequence[str], bounds: Bounds, *, on_line: Callable[[bytes], None] | None = None
) -> Outcome:
    """Run ``command`` to its end within ``bounds``; it dies with the thread that called.

    ``on_line`` gets each line of output as it comes, instead of ``Outcome.output``; if it raises,
    the child is killed.
    """
    limits = map(str, (bounds.cpu_s, bounds.memory, bounds.file_size, os.getpid()))
    confined = [sys.executable, "-I", "-S", str(CONFINE), *limits, *command]
    with tempfile.TemporaryFile() as log:
        with subprocess.Popen(
            confined,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
            start_new_session=True,
        ) as process:
            expired = threading.Event()
            alarm = threading.Timer(bounds.wall_s, _expire, [process, expired])
            alarm.start()
            try:
                output = _read(process, on_line)
            except BaseException:
                process.kill()
                raise
            finally:
                process.wait()
                alarm.cancel()
        log.seek(max(0, log.seek(0, os.SEEK_END) - LOG_TAIL))
        tail = log.read().decode(errors="replace")
    late = expired.is_set() or process.returncode == -signal.SIGXCPU
    return Outcome(process.returncode, output, tail, late)


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs one of this package's modules in a fresh interpreter."""
    return [sys.executable, "-P", "-s", "-m", module, *arguments]


def _read(process: subprocess.Popen[bytes], on_line: Callable[[bytes], None] | None) -> bytes:
    assert process.stdout is not None  # noqa: S101 - Popen was given a pipe
    if on_line is None:
        return process.stdout.read()
    for line in process.stdout:
        on_line(line)
    return b""


def _expire(process: subprocess.Popen[bytes], expired: threading.Event) -> None:
    expired.set()
    process.kill()


def _environment() -> Mapping[str, str]:
    # Nothing of ours is passed on: a child that is taken over finds no secret in its environment.
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
