"""A prediction job ends well though it was never published and its worker was killed halfway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection

from annotation.actions import jobs
from annotation.models import Job, JobState
from reward.models import Prediction
from tests import make
from tests.reward import served
from tests.stack import ROOT

CLIPS = 4
DEATH = "death"  # what the worker notes before it dies


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    database = str(connection.settings_dict["NAME"])
    return os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",
        "DIARY": str(tmp_path / "diary"),
    }


@pytest.fixture
def worker(environment: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """A mortal GPU worker; its log."""
    with redis.from_url(settings.REDIS_URL) as client:
        client.delete("gpu")
    celery = [sys.executable, "-m", "celery", "-q", "--skip-checks", "-A"]
    options = ["worker", "-Q", "gpu", "-c", "1", "-n", "mortal@%h", "--without-gossip"]
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*celery, "tests.reward.faults.hasty", *options, "-l", "WARNING"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    yield log
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_no_prediction_is_lost_and_none_made_twice(
    worker: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make.project()
    served.checkpoint(project)
    made = [served.video(project, number) for number in range(CLIPS)]
    crashed = subprocess.run(
        [sys.executable, "-m", "tests.reward.faults.crashing"],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert crashed.returncode == -signal.SIGKILL
    job = Job.objects.get(kind="predict")
    assert (job.state, job.published_at) == (JobState.QUEUED, None)
    # The sweeper, as impatient as the worker.
    monkeypatch.setattr(jobs, "LOST_AFTER", timedelta(seconds=2))
    monkeypatch.setattr(jobs, "BEAT_EVERY", timedelta(seconds=0.5))
    deadline = time.monotonic() + 60
    while job.state != JobState.DONE:
        assert time.monotonic() < deadline, worker.read_text()[-4000:]
        jobs.sweep()
        time.sleep(0.3)
        job.refresh_from_db()
    assert (job.attempts, job.error) == (2, "")
    diary = Path(environment["DIARY"]).read_text().split()
    newest_first = [video.sha256 for video in reversed(made)]
    assert diary == [*newest_first[:2], DEATH, *newest_first[2:]]
    assert Prediction.objects.count() == CLIPS
