"""GET, PATCH, DELETE /api/v1/videos/{id}/ and retry."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotation.actions import tasks
from annotation.models import Job, Project, Task, User, Video, VideoState
from tests import make


def url(video: Video) -> str:
    return f"/api/v1/videos/{video.pk}/"


def test_roles_see_what_they_may(project: Project, alice: User, bob: User, charlie: User) -> None:
    video = make.ready_video(project, label="fake", name="sora.mp4")
    assert make.client(alice).get(url(video)).json()["label"] == "fake"
    seen = make.client(bob).get(url(video))
    assert "label" not in seen.json()
    assert b"sora" not in seen.content
    assert make.client(charlie).get(url(video)).status_code == 404
    assert make.client(alice).get("/api/v1/videos/99999999999999999999/").status_code == 404


def test_manager_changes_what_is_said(project: Project, alice: User) -> None:
    video = make.ready_video(project)
    said = {"label": "fake", "generator": "Pika", "prompt": "A cup.", "split": "test", "group": "g"}
    answer = make.client(alice).patch(url(video), said)
    assert {name: answer.json()[name] for name in said} == said


def test_priority_moves_waiting_tasks(project: Project, alice: User, bob: User) -> None:
    video = make.ready_video(project)
    waiting, held = make.task(video), make.task(video, bob)
    assert make.client(alice).patch(url(video), {"priority": 7}).json()["priority"] == 7
    assert Task.objects.get(pk=waiting.pk).priority == 7
    assert Task.objects.get(pk=held.pk).priority == 0


def test_label_that_was_wrong_is_made_good(project: Project, alice: User) -> None:
    client, video = make.client(alice), make.ready_video(project, label="real")
    tasks.create_for(video)
    assert Video.objects.get().accepted is not None
    assert client.patch(url(video), {"label": "fake"}).json()["accepted"] is False
    assert [task.state for task in Task.objects.all()] == ["open"]
    assert client.patch(url(video), {"label": "real"}).json()["accepted"] is True
    assert not Task.objects.exists()


def test_work_that_has_begun_outlives_a_new_label(project: Project, alice: User, bob: User) -> None:
    video = make.ready_video(project, label="unknown")
    begun, waiting = make.task(video, bob), make.task(video)
    make.client(alice).patch(url(video), {"label": "real"})
    assert {task.pk for task in Task.objects.all()} == {begun.pk, waiting.pk}
    assert Video.objects.get().accepted is None


def test_what_is_ours_to_set_is_ignored(project: Project, alice: User) -> None:
    video = make.video(project)
    body = {"state": "ready", "sha256": "0", "project": "x", "original": "../x", "accepted": 1}
    assert make.client(alice).patch(url(video), body).status_code == 200
    after = Video.objects.get()
    assert (after.state, after.sha256, after.original) == ("new", video.sha256, "")


@pytest.mark.parametrize(
    "body", [{"label": "x"}, {"priority": 10**9}, {"split": 3}, {"prompt": "\0"}, []]
)
def test_nonsense_is_refused(project: Project, alice: User, body: Any) -> None:
    assert make.client(alice).patch(url(make.video(project)), body).status_code == 400


def test_deleted_video_takes_its_files_along(
    project: Project, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    video = make.ready_video(project)
    make.task(video)
    default_storage.save(video.proxy, ContentFile(b"x"))
    with django_capture_on_commit_callbacks(execute=True):
        assert make.client(alice).delete(url(video)).status_code == 204
    assert not Video.objects.exists()
    assert not default_storage.exists(video.proxy)
    assert make.client(alice).delete(url(video)).status_code == 404


def test_rejected_video_is_prepared_again(project: Project, alice: User) -> None:
    video = make.video(project, state=VideoState.REJECTED, reason="It was bad.")
    client = make.client(alice)
    body = client.post(f"{url(video)}retry/").json()
    assert (body["state"], body["reason"]) == ("new", "")
    assert body["job"] == {"state": "queued", "progress": 0.0}
    assert Job.objects.count() == 2
    assert client.post(f"{url(video)}retry/").status_code == 409


def test_others_may_not(project: Project, bob: User, rita: User, charlie: User) -> None:
    video = make.video(project, state=VideoState.REJECTED)
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        client = make.client(user)
        assert client.patch(url(video), {"label": "real"}).status_code == status
        assert client.delete(url(video)).status_code == status
        assert client.post(f"{url(video)}retry/").status_code == status
    video.refresh_from_db()
    assert (video.label, video.state) == ("unknown", "rejected")
