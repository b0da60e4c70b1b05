"""Pages and pictures that call themselves videos, and videos that call themselves pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotation.actions import jobs
from annotation.media.draw import Clip, draw_clip
from annotation.models import Project, User, Video, VideoState
from annotation.pipeline import STEPS
from tests import make

SCRIPT = b"<script>document.title='pwned'</script>"
DISGUISED = {
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a.html": b"<!doctype html>" + SCRIPT,
    "a.mp4": b"<!doctype html>" + SCRIPT,
    "a.gif": b"GIF89a=1;" + SCRIPT,
    "a.pdf": b"%PDF-1.7\n" + SCRIPT,
    "a.png": b"\x89PNG\r\n\x1a\n" + SCRIPT,
    "a.m3u8": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "a.jpg": b"\xff\xd8\xff\xe0" + SCRIPT,
}


def imported(alice: User, name: str, content: bytes, kind: str) -> Video:
    file = SimpleUploadedFile(name, content, content_type=kind)
    body = {"project": "clips", "file": file}
    answer = make.client(alice).post("/api/v1/videos/", body, format="multipart")
    assert answer.status_code == 201
    video = Video.objects.get(pk=answer.json()["id"])
    try:
        jobs.run(video.jobs.get().pk, STEPS)
    finally:
        video.refresh_from_db()
    return video


def served(alice: User, video: Video) -> Any:
    url = make.client(alice).get(f"/api/v1/videos/{video.pk}/").json()["original_url"]
    return Client().get(url)


@pytest.mark.parametrize("name", DISGUISED)
@pytest.mark.parametrize("kind", ["video/mp4", "text/html"])
def test_what_is_no_video_is_rejected_and_never_shown(
    project: Project, alice: User, name: str, kind: str
) -> None:
    video = imported(alice, name, DISGUISED[name], kind)
    assert video.state == VideoState.REJECTED
    assert video.reason
    answer = served(alice, video)
    assert answer["Content-Type"] in {"application/octet-stream", "video/mp4"}
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_video_that_is_a_page_as_well_stays_a_video(
    project: Project, alice: User, tmp_path: Path
) -> None:
    clip = draw_clip(tmp_path / "a.mp4", Clip(frames=4, width=64, height=48)).read_bytes()
    video = imported(alice, "a.html", clip + SCRIPT.rjust(200), "text/html")
    assert video.state == VideoState.READY
    answer = served(alice, video)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    # What annotators see is made anew, without what was hidden in the source.
    for key in (video.proxy, video.poster, video.filmstrip):
        with default_storage.open(key) as stored:
            assert SCRIPT not in stored.read()
