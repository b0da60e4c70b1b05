"""The Celery application: JSON messages, two queues (`default`, `gpu`)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from celery import Celery
from celery.signals import worker_init

from config import heartbeat  # noqa: F401 (connects its signals)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

NICENESS = 10

app = Celery("telltale")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@worker_init.connect
def _make_way(**_: object) -> None:
    """Let web and database go first: jobs, and the ffmpeg they start, take what is left."""
    niceness = os.nice(NICENESS)  # the worker that trains is started nicer than the others
    with suppress(OSError):  # where Linux weighs sessions first, the session must give way, too
        Path("/proc/self/autogroup").write_text(str(min(niceness, 19)))
