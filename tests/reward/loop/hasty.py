"""The GPU worker of these tests: the real one, less patient."""

from __future__ import annotations

from datetime import timedelta

import django
from django.conf import settings

django.setup()

from annotation.actions import jobs  # noqa: E402 (after the set-up)
from config import celery  # noqa: E402

celery.NICENESS = 0  # a busy machine would let its training wait for minutes
jobs.LOST_AFTER = timedelta(seconds=4)
jobs.BEAT_EVERY = timedelta(seconds=0.5)
jobs.REPUBLISH_AFTER = timedelta(seconds=2)
settings.CELERY_BEAT_SCHEDULE["sweep"] |= {"schedule": 0.5}
app = celery.app
app.conf.beat_schedule = settings.CELERY_BEAT_SCHEDULE
