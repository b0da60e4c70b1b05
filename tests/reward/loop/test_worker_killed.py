"""``kill -9`` of the worker in the middle of a training: another one goes on to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from django.db import connection

from annotation.models import JobState
from reward.actions import runs
from reward.models import Run
from reward.pipeline.places import folder_of
from tests import make
from tests.faults.conftest import OwnRedis, kill_family, wait_until
from tests.reward.loop import rows
from tests.stack import ROOT

SECONDS = 120.0
MINUTES = 0.25  # however slow the machine

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(500)]


@pytest.fixture
def celery(tmp_path: Path) -> Iterator[Celery]:
    made = Celery(tmp_path)
    yield made
    made.stop()


class Celery:
    """Hasty processes on the test's database and a Redis of their own."""

    def __init__(self, folder: Path) -> None:
        self.redis = OwnRedis(folder)
        self.redis.start()
        self.log = folder / "celery.log"
        name = str(connection.settings_dict["NAME"])
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        self.environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": self.redis.url}
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        program = ["celery", "-q", "--skip-checks", "-A", "tests.reward.loop.hasty", *command]
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *program, "-l", "WARNING"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        name = f"gpu{len(self.started)}@%h"
        return self.start("worker", "-Q", "gpu,default", "-c", "1", "-n", name)

    def stop(self) -> None:
        for process in self.started:
            kill_family(process)
        self.redis.stop()


def training(run: Run) -> list[psutil.Process]:
    mark = str(folder_of(run))
    return [
        one
        for one in psutil.process_iter(["cmdline"])
        if any(mark in word for word in one.info["cmdline"] or [])
    ]


def test_a_killed_worker_costs_a_run_nothing_but_time(celery: Celery) -> None:
    project = make.project()
    config = rows.TINY | {"minutes": MINUTES}
    run = runs.create(
        project, None, snapshot=rows.snapshot(project), backend="tracenet", config=config
    )
    celery.start("beat", "--pidfile=", "-s", str(celery.log.with_name("schedule")))
    first = celery.worker()
    wait_until(lambda: rows.fresh(run).curve, SECONDS)
    (process,) = training(run)
    os.killpg(first.pid, signal.SIGKILL)
    begun = time.monotonic()
    wait_until(lambda: not process.is_running(), SECONDS)  # it ended with its worker
    assert time.monotonic() - begun < 30
    assert (folder_of(run) / ".checkpoint.partial" / "state").is_dir()
    before = rows.fresh(run).curve

    celery.worker()
    wait_until(lambda: rows.fresh(run).job.state in {JobState.DONE, JobState.FAILED}, SECONDS)
    run = rows.fresh(run)
    assert (run.job.state, run.job.error) == (JobState.DONE, ""), celery.log.read_text()[-3000:]
    assert run.curve[-1]["step"] > before[-1]["step"]
    assert run.curve[0]["at"] <= before[-1]["at"]  # it went on; it did not begin anew
    assert run.checkpoint.card["training"]
    assert training(run) == []
