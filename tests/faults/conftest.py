"""A Redis, workers and a clock of each test's own, all of which may be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
import redis
from django.db import connection

from config.embedded.redis import _program
from tests.annotation.api.conftest import _no_counters_left, project
from tests.stack import ROOT, free_port

__all__ = ["_no_counters_left", "project"]
START_SECONDS = 40.0


@dataclass
class OwnRedis:
    """A Redis without a disk, so that what it forgets is forgotten."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self.process = subprocess.Popen(
            [str(_program()), *options, str(self.folder)], stdout=subprocess.DEVNULL
        )
        with redis.Redis.from_url(self.url) as client:
            wait_until(lambda: _answers(client))

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def wait_until(true: Any, seconds: float = START_SECONDS) -> None:
    """Return once ``true()``; fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@dataclass
class Works:
    """Starts hasty workers and their clock on the test's database and its own Redis."""

    environment: Mapping[str, str]
    log: Path
    redis: OwnRedis
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        name = f"hasty{len(self.started)}@%h"
        return self._celery("worker", "-Q", "default", "-n", name, "--without-gossip", **more)

    def kept(self, worker: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        """The worker, or a new one if it ended, as the supervisor and Docker do."""
        return worker if worker.poll() is None else self.worker()

    def clock(self) -> subprocess.Popen[bytes]:
        return self._celery("beat", "--pidfile=")

    def _celery(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        celery = [sys.executable, "-m", "celery", "-q", "--skip-checks", "-A", "tests.faults.hasty"]
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [*celery, *command, "-l", "WARNING"],
                cwd=ROOT,
                env=dict(self.environment) | more,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def stop(self) -> None:
        for process in self.started:
            kill_family(process)


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a session, with all its children, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_child(parent: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Kill one of its children, if it has any."""
    try:
        children = psutil.Process(parent.pid).children()
        if children:
            chance.choice(children).kill()
    except psutil.NoSuchProcess:
        return


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    made = OwnRedis(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def environment(transactional_db: None, own_redis: OwnRedis) -> dict[str, str]:
    """The environment of processes that see the test's rows and its own Redis."""
    database = str(connection.settings_dict["NAME"])
    return os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        "REDIS_URL": own_redis.url,
        "WORKER_CONCURRENCY": "2",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",
    }


@pytest.fixture
def works(environment: dict[str, str], tmp_path: Path, own_redis: OwnRedis) -> Iterator[Works]:
    made = Works(environment, tmp_path / "hasty.log", own_redis)
    yield made
    made.stop()
