"""GET /api/v1/videos/{id}/frames/ and frames/{k}.png: the clock and the exact pictures."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotation.actions import videos
from annotation.media.draw import VARIANTS, draw_clip, read_barcode
from annotation.models import JobState, Project, User, Video
from annotation.pipeline.videos import prepare
from tests import make


@pytest.fixture
def turned(project: Project, tmp_path: Path) -> Video:
    """A clip of 40 frames whose player must turn it: 180 x 320 on screen."""
    path = draw_clip(tmp_path / "turned.mp4", VARIANTS["rotated"])
    video, _ = videos.register(project, videos.Source(path, path.name), user=None)
    video.jobs.update(state=JobState.RUNNING)
    prepare(video.jobs.select_related("project", "video").get())
    video.refresh_from_db()
    return video


def test_clock_and_pictures_of_a_turned_clip(turned: Video, bob: User, charlie: User) -> None:
    client, url = make.client(bob), f"/api/v1/videos/{turned.pk}/frames/"
    table = client.get(url).json()
    assert len(table["pts"]) == 40
    assert table["pts"][0] == 0
    numerator, denominator = table["time_base"]
    assert table["end"] * numerator / denominator == pytest.approx(1.6)
    for frame in (0, 17, 39):
        answer = client.get(f"{url}{frame}.png")
        assert answer["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.mode, picture.size) == ("RGB", (180, 320))
        assert read_barcode(np.asarray(picture)) == frame
    assert client.get(f"{url}40.png").status_code == 404
    assert client.get(f"{url}-1.png").status_code == 404
    assert make.client(charlie).get(url).status_code == 404
    assert make.client(charlie).get(f"{url}0.png").status_code == 404
    assert make.client(None).get(f"{url}0.png").status_code == 401


def test_clock_is_not_sent_twice(project: Project, bob: User) -> None:
    client, video = make.client(bob), make.ready_video(project)
    answer = client.get(f"/api/v1/videos/{video.pk}/frames/")
    assert answer.json() == {"time_base": [1, 10], "pts": list(range(20)), "end": 20}
    assert "immutable" in answer["Cache-Control"]
    again = client.get(f"/api/v1/videos/{video.pk}/frames/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_video_that_is_not_ready_has_no_clock(project: Project, bob: User) -> None:
    video = make.video(project)
    for part in ("", "0.png"):
        answer = make.client(bob).get(f"/api/v1/videos/{video.pk}/frames/{part}")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
