"""``manage.py predict``: have the serving checkpoint predict a project's ready videos."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import jobs
from annotation.errors import TelltaleError
from annotation.models import Job, JobState, Project
from reward import pipeline
from reward.actions import predictions
from reward.models import Batch, Prediction

LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 5.0  # for a worker to take the job, before it is done here
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Command(BaseCommand):
    help = (
        "Have the serving checkpoint predict the ready videos that it has not; a summary in JSON "
        "goes to stdout. With --wait it returns when they are predicted, and does it itself if no "
        "worker takes the job."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--wait", action="store_true", help="return when they are predicted")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        try:
            job = predictions.ask(project, None)
        except TelltaleError as error:
            raise CommandError(error.message) from error
        if options["wait"]:
            self._wait(job)
        self._tell(job)
        if job.state in {JobState.FAILED, JobState.CANCELLED}:
            raise CommandError(job.error or "The job was cancelled.")

    def _wait(self, job: Job) -> None:
        """Stay until the job has ended; take it on oneself if nobody else does."""
        begun = told = time.monotonic()
        while job.state not in ENDED:
            if job.state == JobState.QUEUED and time.monotonic() > begun + PATIENCE_SECONDS:
                jobs.run(job.pk, pipeline.STEPS)
            time.sleep(LOOK_SECONDS)
            job.refresh_from_db()
            if time.monotonic() > told + 2:
                self.stderr.write(f"{job.progress:.0%} predicted", style_func=str)
                told = time.monotonic()

    def _tell(self, job: Job) -> None:
        batch = Batch.objects.select_related("checkpoint").get(job=job)
        summary = {
            "job": job.pk,
            "state": job.state,
            "checkpoint": batch.checkpoint.name,
            "predictions": Prediction.objects.filter(checkpoint=batch.checkpoint).count(),
            "left_out": [
                {"video": row.video, "reason": row.reason}
                for row in batch.skipped.order_by("video")
            ],
        }
        self.stdout.write(json.dumps(summary))
