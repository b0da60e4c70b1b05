"""The demo's planted clips become a first model by themselves."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from annotation import pipeline as preparing
from annotation.actions import jobs
from annotation.models import Job, JobKind, JobState, Project, Task, Video
from reward.models import Cause, Run
from reward.pipeline import demo
from tests.reward.loop import rows

SMALL = demo.Size(clips=12, settings={"long_side": [96, 96], "frames": [12, 14]}, config=rows.TINY)


def prepare_all() -> None:
    """What the default worker does."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        todo = Job.objects.filter(kind=JobKind.PREPARE, state=JobState.QUEUED)
        for job in todo.order_by("pk"):
            jobs.run(job.pk, preparing.STEPS)
        if Job.objects.filter(kind=JobKind.PREPARE).exists() and not todo.exists():
            break
        time.sleep(0.1)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_planted_clips_are_accepted_frozen_and_trained_on() -> None:
    project = Project.objects.create(slug="demo", name="Demo")
    job = Job.objects.create(
        kind=JobKind.DRAW, project=project, queue="gpu", state=JobState.RUNNING
    )
    worker = threading.Thread(target=prepare_all)
    worker.start()
    try:
        demo.plant(job, SMALL)
    finally:
        worker.join()
    videos = Video.objects.filter(project=project)
    assert videos.count() == 12
    assert not Task.objects.filter(project=project).exists()
    run = Run.objects.select_related("snapshot").get()
    assert (run.cause, run.snapshot.videos) == (Cause.DEMO, 12)
    assert set(run.snapshot.splits) <= {"train", "val", "test"}
    origins = {
        trace["origin"]["kind"]
        for document in videos.values_list("accepted__document", flat=True)
        for trace in document["traces"]
    }
    assert origins == {"planted"}
    demo.plant(job, SMALL)
    assert Run.objects.count() == 1
