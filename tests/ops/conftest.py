"""Data directories whose servers are gone when the test is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.embedded.place import Place, is_free

ROOT = Path(__file__).resolve().parent.parent.parent


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Return once ``true()``; fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_stopped(place: Place) -> bool:
    """No keeper, and neither server's process."""
    return is_free(place.keeper_lock) and not server_pids(place)


def server_pids(place: Place) -> dict[str, int]:
    """The main processes of the servers that run in ``place``, by name."""
    found = {}
    for process in psutil.process_iter(["name", "cmdline", "ppid"]):
        words = " ".join(process.info["cmdline"] or [])
        # A child of PostgreSQL has its parent's words until it finds its own.
        child = found.get("postgres") == process.info["ppid"]
        if process.info["name"] == "postgres" and f"-D {place.postgres} " in words and not child:
            found["postgres"] = process.pid
        elif process.info["name"] == "redis-server" and str(place.redis_socket) in words:
            found["redis"] = process.pid
        elif f"config.embedded.keeper {place.data}" in words:
            found["keeper"] = process.pid
    return found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place without servers; whatever a test starts in it ends with the test."""
    made = Place.of(tmp_path / "data")
    yield made
    shutil.rmtree(made.data, ignore_errors=True)  # its keeper sees that and stops
    wait_until(lambda: not server_pids(made))


@pytest.fixture
def user() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts processes that use the servers of a place until their input ends.

    Each prints ``joined`` once it may use them, or the reason why not.
    """
    started: list[subprocess.Popen[str]] = []

    def start(place: Place, more: str = "") -> subprocess.Popen[str]:
        program = f"""
import os, sys
from pathlib import Path
from config import embedded
try:
    database, redis = embedded.urls(Path({str(place.data)!r}), durable=False)
except embedded.EmbeddedError as error:
    sys.exit(print(error, flush=True))
{more}
print("joined", flush=True)
sys.stdin.read()
"""
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def joined(process: subprocess.Popen[str]) -> str:
    """What the process says first: ``joined``, or why it could not."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
