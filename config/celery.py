"""The Celery application: JSON messages, two queues (`default`, `gpu`)."""

from __future__ import annotations

import os

from celery import Celery

from config import heartbeat  # noqa: F401 (connects its signals)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("telltale")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
