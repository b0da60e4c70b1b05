"""Asks for predictions and dies before the job is published.

``python -m tests.reward.faults.crashing`` runs it.
"""

from __future__ import annotations

import os
import signal

import django

django.setup()

from django.db import transaction  # noqa: E402 (after the set-up)

from annotation.models import Project  # noqa: E402
from reward.actions import predictions  # noqa: E402

with transaction.atomic():
    # What is registered first runs first, so the publish never happens.
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    predictions.ask(Project.objects.get(slug="clips"), None)
