"""/api/v1/jobs/: watched, cancelled and tried again by managers."""

from __future__ import annotations

import pytest

from annotation.models import Job, JobKind, JobState, Project, User, Video, VideoState
from tests import make

URL = "/api/v1/jobs/"


@pytest.fixture
def job(project: Project) -> Job:
    return make.video(project).jobs.get()


def test_manager_watches_jobs(project: Project, alice: User, job: Job) -> None:
    export = Job.objects.create(kind=JobKind.EXPORT, project=project, state=JobState.DONE)
    client = make.client(alice)
    rows = client.get(f"{URL}?project=clips").json()["results"]
    assert [(row["id"], row["kind"], row["state"]) for row in rows] == [
        (export.pk, "export", "done"),
        (job.pk, "prepare", "queued"),
    ]
    assert rows[1]["video"] == job.video_id
    queued = client.get(f"{URL}?state=queued&kind=prepare").json()["results"]
    assert [row["id"] for row in queued] == [job.pk]
    assert client.get(f"{URL}?kind=x").status_code == 400


def test_cancelled_preparation_rejects_its_video(alice: User, job: Job) -> None:
    client = make.client(alice)
    assert client.post(f"{URL}{job.pk}/cancel/").json()["state"] == "cancelled"
    video = Video.objects.get()
    assert (video.state, video.reason) == (VideoState.REJECTED, "Its preparation was cancelled.")
    assert client.post(f"{URL}{job.pk}/cancel/").status_code == 409


def test_failed_preparation_is_tried_again(alice: User, job: Job) -> None:
    client = make.client(alice)
    assert client.post(f"{URL}{job.pk}/retry/").status_code == 409
    Job.objects.update(state=JobState.FAILED, error="It failed.", attempts=3)
    Video.objects.update(state=VideoState.REJECTED, reason="It failed.")
    body = client.post(f"{URL}{job.pk}/retry/").json()
    assert (body["state"], body["error"], body["attempts"]) == ("queued", "", 0)
    assert Video.objects.get().state == VideoState.NEW


def test_others_may_not(bob: User, rita: User, charlie: User, project: Project, job: Job) -> None:
    url = f"{URL}{job.pk}/"
    for user, seen, changed in ((rita, 200, 403), (bob, 404, 404), (charlie, 404, 404)):
        client = make.client(user)
        assert client.get(url).status_code == seen
        assert client.post(f"{url}cancel/").status_code == changed
        assert client.post(f"{url}retry/").status_code == changed
        assert client.get(URL).json()["results"] == []
    assert make.client(bob).get(f"{URL}?project=clips").status_code == 403
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
