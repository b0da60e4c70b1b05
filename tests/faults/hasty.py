"""The worker of these tests: the real one, less patient, with steps that can be caught halfway.

``celery -A tests.faults.hasty`` runs it. A video named ``KILLER`` kills whoever prepares it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import django
from django.conf import settings

django.setup()

from annotation import pipeline  # noqa: E402 (after the set-up)
from annotation.actions import jobs  # noqa: E402
from annotation.models import Job, JobKind  # noqa: E402
from config.celery import app  # noqa: E402

KILLER = "killer.mp4"
SLOW = "slow"  # the slug of a project whose exports take two seconds

jobs.LOST_AFTER = timedelta(seconds=3)
jobs.BEAT_EVERY = timedelta(seconds=0.5)
jobs.REPUBLISH_AFTER = timedelta(seconds=2)
settings.CELERY_BEAT_SCHEDULE["sweep"] |= {"schedule": 0.5}
app.conf.beat_schedule = settings.CELERY_BEAT_SCHEDULE


def _caught_halfway(step: Callable[[Job], None]) -> Callable[[Job], None]:
    def run(job: Job) -> None:
        if job.video is not None and job.video.name == KILLER:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(2.0 if job.project.slug == SLOW else 0.1)
        step(job)
        time.sleep(0.05)

    return run


for kind in (JobKind.PREPARE, JobKind.EXPORT):
    pipeline.STEPS[kind] = _caught_halfway(pipeline.STEPS[kind])
