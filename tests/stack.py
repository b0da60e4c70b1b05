"""The real thing on the test database: granian and a Celery worker as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import redis

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 40.0
STOP_SECONDS = 30.0
IDLE_SECONDS = 30.0


@dataclass(frozen=True)
class Stack:
    """A running web server and worker; ``url`` has no slash at its end."""

    url: str
    redis_url: str
    web: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]
    environment: dict[str, str]

    def forget_jobs(self) -> None:
        """Drop what other tests left in the queue."""
        with redis.Redis.from_url(self.redis_url) as client:
            client.delete("default")

    def wait_idle(self) -> None:
        """Return when the worker has done all that was asked of it."""
        deadline = time.monotonic() + IDLE_SECONDS
        with redis.Redis.from_url(self.redis_url) as client:
            while client.llen("default") or client.hlen("unacked"):
                if time.monotonic() > deadline:
                    raise AssertionError("the worker is still busy")
                time.sleep(0.05)


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(database: str, data: Path) -> Iterator[Stack]:
    """Start web and worker on the database of that name; stop them at the end."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "WORKER_CONCURRENCY": "2",
        "LOG_LEVEL": "WARNING",
        "THROTTLE_ANONYMOUS": "100000/min",
    }
    log = data / "stack.log"
    with log.open("wb") as output:
        web = _start(environment, output, "config.web")
        worker = _start(environment, output, *_worker())
    stack = Stack(f"http://127.0.0.1:{port}", environment["REDIS_URL"], web, worker, environment)
    try:
        _await_health(stack, log)
        yield stack
    finally:
        for process in (worker, web):
            process.terminate()
        for process in (worker, web):
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def gpu_worker(stack: Stack) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of the queue ``gpu`` beside the stack's own, one job at a time."""
    with redis.Redis.from_url(stack.redis_url) as client:
        client.delete("gpu")
    log = Path(stack.environment["TELLTALE_DATA"]) / "gpu.log"
    with log.open("wb") as output:
        worker = _start(stack.environment, output, *_worker("gpu"), "-c", "1")
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _worker(queue: str = "default") -> list[str]:
    options = ["-Q", queue, "-n", f"tests-{queue}@%h", "-l", "WARNING"]
    return ["celery", "-q", "-A", "config.celery", "worker", *options, "--without-gossip"]


def _start(environment: dict[str, str], output: object, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment | {"PYTHONWARNINGS": "ignore::UserWarning:celery.platforms"},
        stdin=subprocess.DEVNULL,
        stdout=output,  # type: ignore[arg-type]
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _await_health(stack: Stack, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with suppress(httpx.TransportError):
            if httpx.get(f"{stack.url}/healthz", timeout=2).is_success:
                return
        if time.monotonic() > deadline or stack.web.poll() is not None:
            raise AssertionError(f"the stack does not come up:\n{log.read_text()[-4000:]}")
        time.sleep(0.1)
