"""/api/v1/projects/{slug}/activity/: all background work at once, and imports together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotation.models import Job, JobKind, JobState, Project, User, Video, VideoState
from tests import make

URL = "/api/v1/projects/clips/"


def ended(job: Job, state: JobState, *, minutes_ago: float) -> None:
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    Job.objects.filter(pk=job.pk).update(state=state, started_at=moment, finished_at=moment)


@pytest.fixture
def importing(project: Project) -> list[Job]:
    """One import of yesterday, then five videos at once of which three have ended."""
    old = make.video(project).jobs.get()
    Job.objects.update(created_at=timezone.now() - timedelta(hours=20))
    ended(old, JobState.FAILED, minutes_ago=19 * 60)
    batch = [make.video(project).jobs.get() for _ in range(5)]
    Job.objects.filter(pk__in=[job.pk for job in batch]).update(
        created_at=timezone.now() - timedelta(minutes=9)
    )
    ended(batch[0], JobState.DONE, minutes_ago=8)
    ended(batch[1], JobState.FAILED, minutes_ago=5)
    ended(batch[2], JobState.DONE, minutes_ago=1)
    Job.objects.filter(pk=batch[3].pk).update(state=JobState.RUNNING, started_at=timezone.now())
    return batch


def test_imports_are_one_batch(importing: list[Job], alice: User) -> None:
    client = make.client(alice)
    found = client.get(f"{URL}activity/").json()["imports"]
    first = Job.objects.get(pk=importing[0].pk).started_at
    assert first is not None
    assert found == {
        "batch": importing[0].pk, "queued": 1, "running": 1, "done": 2, "failed": 1,
        "cancelled": 0, "started_at": first.isoformat(), "finished_at": None,
    }  # fmt: skip
    for job in importing[3:]:
        ended(job, JobState.DONE, minutes_ago=0)
    found = client.get(f"{URL}activity/").json()["imports"]
    assert (found["batch"], found["done"], found["queued"]) == (importing[0].pk, 4, 0)
    assert found["finished_at"] is not None


def test_other_jobs_are_told_one_by_one(project: Project, alice: User) -> None:
    jobs = [Job.objects.create(kind=JobKind.EXPORT, project=project) for _ in range(3)]
    ended(jobs[0], JobState.FAILED, minutes_ago=1)
    Job.objects.filter(pk=jobs[1].pk).update(state=JobState.RUNNING, progress=0.25)
    Job.objects.create(kind=JobKind.EXPORT, project=make.project("other"))
    body = make.client(alice).get(f"{URL}activity/").json()
    assert body["imports"] is None
    assert [(row["id"], row["progress"]) for row in body["going"]] == [
        (jobs[2].pk, 0.0), (jobs[1].pk, 0.25),
    ]  # fmt: skip
    assert [row["id"] for row in body["ended"]] == [jobs[0].pk]


def test_a_reviewer_watches_the_exports_they_asked_for(
    importing: list[Job], project: Project, rita: User, alice: User
) -> None:
    for person in (rita, alice):
        answer = make.client(person).post(
            "/api/v1/exports/", {"project": "clips", "format": "jsonl"}
        )
        assert answer.status_code == 202
    Job.objects.create(kind=JobKind.TRAIN, project=project)
    own = Job.objects.get(export__created_by=rita)
    body = make.client(rita).get(f"{URL}activity/").json()
    assert (body["imports"], [row["id"] for row in body["going"]]) == (None, [own.pk])
    ended(own, JobState.DONE, minutes_ago=0)
    body = make.client(rita).get(f"{URL}activity/").json()
    assert (body["going"], [row["id"] for row in body["ended"]]) == ([], [own.pk])


def test_few_statements_answer_and_nothing_is_said_twice(
    importing: list[Job], alice: User, django_assert_num_queries: Any
) -> None:
    client = make.client(alice)
    tag = client.get(f"{URL}activity/").headers["ETag"]
    # The token, the project with the role; then the batch, what goes on, and what ended.
    with django_assert_num_queries(2 + 3):
        client.get(f"{URL}activity/")
    assert client.get(f"{URL}activity/", headers={"If-None-Match": tag}).status_code == 304


def test_imports_are_cancelled_together(importing: list[Job], alice: User) -> None:
    Video.objects.filter(jobs=importing[3]).update(state=VideoState.READY)
    client = make.client(alice)
    assert client.post(f"{URL}imports/cancel/").json() == {"count": 2}
    states = dict(Job.objects.filter(pk__in=[j.pk for j in importing]).values_list("pk", "state"))
    assert [states[job.pk] for job in importing] == [
        "done", "failed", "done", "cancelled", "cancelled",
    ]  # fmt: skip
    # The one that became ready meanwhile stays so.
    assert Video.objects.get(jobs=importing[3]).state == VideoState.READY
    left = Video.objects.get(jobs=importing[4])
    assert (left.state, left.reason) == (VideoState.REJECTED, "Its preparation was cancelled.")
    assert client.post(f"{URL}imports/cancel/").json() == {"count": 0}


def test_failed_imports_are_tried_again_together(project: Project, alice: User) -> None:
    for _ in range(2):
        make.video(project, state=VideoState.REJECTED, reason="It is empty.")
    make.video(make.project("other"), state=VideoState.REJECTED)
    ready = make.ready_video(project)
    Job.objects.update(state=JobState.FAILED, finished_at=timezone.now())
    client = make.client(alice)
    assert client.post(f"{URL}imports/retry/").json() == {"count": 2}
    again = Video.objects.filter(project=project).exclude(pk=ready.pk)
    assert {(video.state, video.reason) for video in again} == {(VideoState.NEW, "")}
    assert Job.objects.filter(project=project, state=JobState.QUEUED).count() == 2
    assert client.post(f"{URL}imports/retry/").json() == {"count": 0}
