"""Commits jobs and dies before a message of them is sent: ``python -m tests.faults.crashing N``.

Prints the ids. Each job is committed by a process of its own, forked before any connection.
"""

from __future__ import annotations

import os
import signal
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 (after the set-up)

from annotation.actions import jobs  # noqa: E402
from annotation.models import Export, Job, JobKind, Project  # noqa: E402


def commit_and_die() -> None:
    project = Project.objects.get(slug="clips")
    with transaction.atomic():
        # What is registered first runs first, so the publish never happens.
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        (job,) = jobs.start([Job(kind=JobKind.EXPORT, project=project)])
        Export.objects.create(project=project, job=job, format="jsonl")


for _ in range(int(sys.argv[1])):
    child = os.fork()
    if not child:
        commit_and_die()
        os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit("a child did not die as it should")
