"""POST /api/v1/videos/: one file becomes one video, stored by id."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from rest_framework.test import APIClient

from annotation.models import Job, Project, User, Video, VideoState
from tests import make

URL = "/api/v1/videos/"


def send(client: APIClient, content: bytes, name: str = "cup.mp4", **given: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(URL, {"project": "clips", "file": file} | given, format="multipart")


def test_file_becomes_a_video_with_its_job(project: Project, alice: User) -> None:
    answer = send(make.client(alice), b"one", label="fake", generator="Sora", split="val")
    assert answer.status_code == 201
    body = answer.json()
    # printf one | sha256sum
    digest = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert (body["state"], body["name"], body["sha256"]) == ("new", "cup.mp4", digest)
    assert (body["label"], body["generator"], body["split"]) == ("fake", "Sora", "val")
    assert body["job"] == {"state": "queued", "progress": 0.0}
    video = Video.objects.get(pk=body["id"])
    assert video.created_by == alice
    with default_storage.open(video.original) as stored:
        assert stored.read() == b"one"


def test_same_bytes_are_the_video_that_exists(project: Project, alice: User) -> None:
    client = make.client(alice)
    first = send(client, b"twice", name="a.mp4")
    again = send(client, b"twice", name="b.mp4", label="real")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["name"] == "a.mp4"
    assert Job.objects.count() == 1


def test_same_bytes_in_another_project_are_another_video(project: Project, alice: User) -> None:
    make.project("other")
    client = make.client(alice)
    assert send(client, b"both").status_code == 201
    assert send(client, b"both", project="other").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_same_bytes_sent_at_once_are_one_video(project: Project, alice: User) -> None:
    clients = [make.client(alice) for _ in range(8)]

    def post(client: APIClient) -> tuple[int, int]:
        try:
            answer = send(client, b"at once")
            return answer.status_code, answer.json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, clients))
    assert sorted(status for status, _ in answers) == [200] * 7 + [201]
    assert len({video_id for _, video_id in answers}) == 1
    assert Video.objects.count() == Job.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("-i.mp4", "-i.mp4"),
        (";rm -rf ~.mp4", ";rm -rf ~.mp4"),
        ("..\\..\\evil.mp4", "evil.mp4"),
        ("a\u202e4pm.exe", "a4pm.exe"),
        ("line\r\nbreak.mp4", "linebreak.mp4"),
        ("<svg onload=alert(1)>.svg", "<svg onload=alert(1)>.svg"),
        ("고양이.mp4", "고양이.mp4"),
    ],
)
def test_hostile_name_is_only_text(project: Project, alice: User, name: str, shown: str) -> None:
    from annotation.actions import videos

    path = Path(settings.FILE_UPLOAD_TEMP_DIR) / "source"
    path.write_bytes(name.encode())
    video, _ = videos.register(project, videos.Source(path, name, move=True), user=alice)
    assert video.name == shown
    assert video.original.startswith(f"videos/{video.pk}/original-{video.sha256[:16]}.")
    assert video.original.rsplit(".", 1)[1] in {"mp4", "bin"}
    assert not path.exists()


def test_what_is_ours_to_set_is_ignored(project: Project, alice: User) -> None:
    answer = send(
        make.client(alice),
        b"mass assignment",
        state="ready",
        sha256="0" * 64,
        original="../../etc/passwd",
        created_by="1",
        id="7",
    )
    video = Video.objects.get()
    assert answer.status_code == 201
    assert video.state == VideoState.NEW
    assert video.sha256 != "0" * 64
    assert video.original.startswith("videos/")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"label": "banana"}, "label"),
        ({"split": "x"}, "split"),
        ({"generator": "g" * 201}, "generator"),
        ({"prompt": "a\0b"}, "prompt"),
        ({"project": ""}, "project"),
    ],
)
def test_nonsense_is_refused_with_its_place(
    project: Project, alice: User, given: dict[str, str], path: str
) -> None:
    answer = send(make.client(alice), b"nonsense", **given)
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == [path]
    assert not Video.objects.exists()


def test_missing_and_empty_files_are_refused(project: Project, alice: User) -> None:
    client = make.client(alice)
    assert client.post(URL, {"project": "clips"}, format="multipart").status_code == 400
    assert send(client, b"").status_code == 400


def test_file_over_the_limit_is_refused(project: Project, alice: User, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    answer = send(make.client(alice), b"x" * (2**20 + 2000))
    assert answer.status_code == 413
    assert not Video.objects.exists()


def test_only_managers_import(project: Project, bob: User, rita: User, charlie: User) -> None:
    assert send(make.client(bob), b"x").status_code == 403
    assert send(make.client(rita), b"x").status_code == 403
    assert send(make.client(charlie), b"x").status_code == 404
    assert send(make.client(None), b"x").status_code == 401
    assert not Video.objects.exists()


def test_session_needs_the_csrf_token(project: Project, alice: User) -> None:
    browser = make.browser(alice)
    assert send(browser, b"with").status_code == 201
    browser.credentials()
    assert send(browser, b"without").status_code == 403


def test_read_only_token_cannot_import(project: Project, alice: User) -> None:
    assert send(make.client(alice, scopes=("read",)), b"x").status_code == 403
