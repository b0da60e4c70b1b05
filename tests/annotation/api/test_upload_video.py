"""/api/v1/uploads/: resumable uploads by tus 1.0.0."""

from __future__ import annotations

import base64
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.utils import timezone
from rest_framework.test import APIClient

from annotation.actions import uploads
from annotation.models import Project, Upload, User, Video
from tests import make

URL = "/api/v1/uploads/"
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}
BYTES = "application/offset+octet-stream"
CONTENT = b"0123456789"


def metadata(**values: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in values.items())


def begin(client: APIClient, length: int = len(CONTENT), **values: str) -> Any:
    given = metadata(**{"project": "clips", "filename": "cup.mp4"} | values)
    return client.post(URL, HTTP_UPLOAD_LENGTH=str(length), HTTP_UPLOAD_METADATA=given, **TUS)


def send(client: APIClient, url: str, offset: int, content: bytes) -> Any:
    return client.generic(
        "PATCH", url, content, content_type=BYTES, HTTP_UPLOAD_OFFSET=str(offset), **TUS
    )


@pytest.fixture
def client(alice: User) -> APIClient:
    return make.client(alice)


def test_server_tells_what_it_can_do(client: APIClient) -> None:
    answer = client.options(URL)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert answer["Tus-Max-Size"] == str(2 * 1024**3)


def test_upload_in_pieces_becomes_a_video(client: APIClient, alice: User) -> None:
    created = begin(client, label="fake", generator="Sora", unknown="ignored")
    assert created.status_code == 201
    assert created["Tus-Resumable"] == "1.0.0"
    assert "GMT" in created["Upload-Expires"]
    url = created["Location"]
    first = send(client, url, 0, CONTENT[:4])
    assert (first.status_code, first["Upload-Offset"]) == (204, "4")
    assert "Telltale-Video" not in first
    head = client.head(url, **TUS)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("4", "10")
    assert head["Cache-Control"] == "no-store"
    last = send(client, url, 4, CONTENT[4:])
    video = Video.objects.get(pk=last["Telltale-Video"])
    assert (video.name, video.label, video.generator) == ("cup.mp4", "fake", "Sora")
    assert video.created_by == alice
    with default_storage.open(video.original) as stored:
        assert stored.read() == CONTENT
    assert list(uploads.folder().glob(Upload.objects.get().pk.hex)) == []
    again = client.head(url, **TUS)
    assert (again["Upload-Offset"], again["Telltale-Video"]) == ("10", str(video.pk))


def test_wrong_offset_conflicts_and_changes_nothing(client: APIClient) -> None:
    url = begin(client)["Location"]
    send(client, url, 0, CONTENT[:4])
    for offset in (0, 3, 5, 10):
        assert send(client, url, offset, b"xx").status_code == 409
    assert client.head(url, **TUS)["Upload-Offset"] == "4"


def test_bytes_past_the_length_are_not_written(client: APIClient) -> None:
    url = begin(client)["Location"]
    assert send(client, url, 0, CONTENT + b"more")["Upload-Offset"] == "10"
    video = Video.objects.get()
    assert video.size == 10


def test_what_arrived_before_a_cut_stays(client: APIClient, alice: User, project: Project) -> None:
    upload = uploads.create(project, alice, length=10, name="a.mp4", given={})
    pieces = iter([b"0123"])

    def read(_: int) -> bytes:
        for piece in pieces:
            return piece
        raise OSError("connection reset")

    assert uploads.append(upload, 0, read) == 4
    assert uploads.offset(upload) == 4
    assert send(client, f"{URL}{upload.pk}/", 4, b"456789")["Telltale-Video"]


def test_second_sender_is_turned_away_while_the_first_sends(alice: User, project: Project) -> None:
    upload = uploads.create(project, alice, length=10, name="a.mp4", given={})

    def read(_: int) -> bytes:
        with pytest.raises(uploads.LockedError):
            uploads.append(upload, 0, lambda _: b"x")
        return b""

    uploads.append(upload, 0, read)


def test_crash_before_the_video_is_made_up_for_by_asking(
    client: APIClient, alice: User, project: Project
) -> None:
    upload = uploads.create(project, alice, length=4, name="a.mp4", given={})
    (uploads.folder() / upload.pk.hex).write_bytes(b"0123")
    assert client.head(f"{URL}{upload.pk}/", **TUS)["Telltale-Video"]
    assert Video.objects.count() == 1


def test_same_bytes_are_one_video(client: APIClient) -> None:
    made = {send(client, begin(client)["Location"], 0, CONTENT)["Telltale-Video"] for _ in range(2)}
    assert len(made) == Video.objects.count() == 1


def test_upload_can_be_given_up(client: APIClient) -> None:
    url = begin(client)["Location"]
    send(client, url, 0, b"01")
    path = uploads.folder() / Upload.objects.get().pk.hex
    assert path.exists()
    assert client.delete(url, **TUS).status_code == 204
    assert not path.exists()
    assert client.head(url, **TUS).status_code == 404


def test_expired_upload_is_gone(client: APIClient) -> None:
    url = begin(client)["Location"]
    send(client, url, 0, b"01")
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.head(url, **TUS).status_code == 410
    assert send(client, url, 2, b"x").status_code == 410
    uploads.drop_expired()
    assert client.head(url, **TUS).status_code == 404


def test_bytes_without_an_upload_are_swept(db: None) -> None:
    uploads.folder().mkdir(parents=True, exist_ok=True)
    stray = uploads.folder() / "stray"
    stray.write_bytes(b"x")
    uploads.drop_expired()
    assert stray.exists()  # it may belong to an upload that is being made
    os.utime(stray, (1, 1))
    uploads.drop_expired()
    assert not stray.exists()


@pytest.mark.parametrize(
    ("length", "status"), [("0", 400), ("-1", 400), ("x", 400), ("", 400), (str(2**40), 413)]
)
def test_impossible_lengths_are_refused(client: APIClient, length: str, status: int) -> None:
    given = metadata(project="clips", filename="a.mp4")
    answer = client.post(URL, HTTP_UPLOAD_LENGTH=length, HTTP_UPLOAD_METADATA=given, **TUS)
    assert answer.status_code == status
    assert not Upload.objects.exists()


def test_bad_metadata_is_refused_before_a_byte_is_sent(client: APIClient) -> None:
    answer = client.post(URL, HTTP_UPLOAD_LENGTH="1", HTTP_UPLOAD_METADATA="project !!!", **TUS)
    assert answer.json()["errors"][0]["path"] == "Upload-Metadata/project"
    assert begin(client, label="banana").status_code == 400
    assert begin(client, project="a\0b").status_code == 404


def test_other_versions_and_types_are_refused(client: APIClient) -> None:
    assert client.post(URL, HTTP_UPLOAD_LENGTH="1").status_code == 412
    url = begin(client)["Location"]
    assert client.head(url, HTTP_TUS_RESUMABLE="0.2.2").status_code == 412
    answer = client.generic(
        "PATCH", url, b"x", content_type="text/plain", HTTP_UPLOAD_OFFSET="0", **TUS
    )
    assert answer.status_code == 415


def test_only_managers_begin_and_only_the_sender_goes_on(
    client: APIClient, bob: User, rita: User, charlie: User, project: Project
) -> None:
    assert begin(make.client(bob)).status_code == 403
    assert begin(make.client(rita)).status_code == 403
    assert begin(make.client(charlie)).status_code == 404
    assert begin(make.client(None)).status_code == 401
    url = begin(client)["Location"]
    other = make.client(make.user("root", is_superuser=True))
    for answer in (
        other.head(url, **TUS),
        send(other, url, 0, b"x"),
        other.delete(url, **TUS),
        send(make.client(charlie), url, 0, b"x"),
    ):
        assert answer.status_code == 404
    assert Upload.objects.count() == 1


def test_file_larger_than_memory_limits_is_streamed(client: APIClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    url = begin(client, length=300_000)["Location"]
    assert send(client, url, 0, b"x" * 300_000).status_code == 204
    assert Path(django_settings.MEDIA_ROOT, Video.objects.get().original).stat().st_size == 300_000
