"""What the commands have in common: finding rows by what people type, and waiting for a job."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.core.management.base import CommandError

from annotation.actions import jobs
from annotation.models import Job, JobState, Project, Snapshot

LOOK_SECONDS = 0.5
TELL_SECONDS = 5.0
SWEEP_SECONDS = 10.0
ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


def project_named(slug: str) -> Project:
    """The project, or a CommandError."""
    project = Project.objects.filter(slug=slug).first()
    if project is None:
        raise CommandError(f"There is no project {slug!r}.")
    return project


def snapshot_named(project: Project, name: str) -> Snapshot:
    """The snapshot by its name or else its number, or a CommandError."""
    rows = Snapshot.objects.filter(project=project)
    found = rows.filter(name=name).first()
    if found is None and name.isascii() and name.isdigit() and len(name) < 16:
        found = rows.filter(pk=int(name)).first()
    if found is None:
        raise CommandError(f"The project {project.slug!r} has no snapshot {name!r}.")
    return found


def until_ended(job_id: int, say: Callable[[str], None]) -> Job:
    """Return the job when it has ended; a worker of its queue must be running."""
    told = swept = time.monotonic()
    while True:
        job = Job.objects.get(pk=job_id)
        if job.state in ENDED:
            return job
        now = time.monotonic()
        if now - told > TELL_SECONDS:
            waits = "waits for a worker of the queue gpu"
            say(f"{job.kind}: {f'{job.progress:.0%}' if job.state == JobState.RUNNING else waits}")
            told = now
        if now - swept > SWEEP_SECONDS:
            jobs.sweep()  # nobody else does where only this command and a worker run
            swept = now
        time.sleep(LOOK_SECONDS)
