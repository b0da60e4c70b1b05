"""A whole Telltale of the bench's own: ``make run`` on a data directory of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int) -> dict[str, str]:
    """The variables under which commands reach the bench's own servers."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "HOST"}
    }
    return kept | {
        "TELLTALE_DATA": str(data),
        "TELLTALE_LOCAL": "1",
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }


def healthy(port: int) -> bool:
    """Whether web, database, Redis and a worker answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running(data: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start everything; yield the supervisor and the seconds until all of it was healthy."""
    begun = time.perf_counter()
    with (data.parent / f"{data.name}.log").open("ab") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=environment(data, port),
            stdout=log,
            stderr=log,
        )
    try:
        while not healthy(port):
            if supervisor.poll() is not None or time.perf_counter() - begun > 120:
                raise SystemExit(f"Telltale did not start; see {data}.log.")
            time.sleep(0.05)
        yield supervisor, time.perf_counter() - begun
    finally:
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(timeout=90)


def processes(supervisor: subprocess.Popen[bytes], word: str) -> list[psutil.Process]:
    """The supervisor's descendants whose command line contains ``word``."""
    everyone = psutil.Process(supervisor.pid).children(recursive=True)
    return [one for one in everyone if word in " ".join(one.cmdline())]


def cpu_seconds(group: list[psutil.Process]) -> float:
    """User and system time that the processes have used so far."""
    return sum(sum(one.cpu_times()[:2]) for one in group)


def resident_mb(group: list[psutil.Process]) -> float:
    """Memory in MB: what is private to each process, and what they share once."""
    return sum(one.memory_full_info().pss for one in group) / 1e6
