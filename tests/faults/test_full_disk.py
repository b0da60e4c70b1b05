"""A full disk: a clear failure without half a row or file, and the next job runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from annotation.actions import jobs, videos
from annotation.actions.videos import Source
from annotation.errors import UnavailableError
from annotation.media.draw import Clip, draw_clip
from annotation.models import Export, Job, JobKind, JobState, Project, Video, VideoState
from annotation.pipeline import STEPS
from annotation.pipeline.videos import FULL
from tests import make
from tests.annotation.api.drafts import document

MEGABYTE = 2**20


@pytest.fixture
def small_disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A disk of two megabytes that holds the media and the temporary files."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={2 * MEGABYTE}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs root and the right to mount")
    settings.MEDIA_ROOT = folder / "media"
    options = {"location": settings.MEDIA_ROOT}
    default = settings.STORAGES["default"] | {"OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": default}
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return draw_clip(tmp_path / "clip.mp4", Clip(frames=20, width=320, height=180))


def fill(folder: Path, leave: int) -> Path:
    """Fill the disk but for ``leave`` bytes."""
    filler = folder / "filler"
    free = shutil.disk_usage(folder).free
    filler.write_bytes(bytes(max(free - leave, 0)))
    return filler


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name != "filler"]


def test_an_import_leaves_neither_row_nor_file(
    small_disk: Path, clip: Path, project: Project
) -> None:
    filler = fill(small_disk, clip.stat().st_size // 2)
    with pytest.raises(UnavailableError, match="disk is full"):
        videos.register(project, Source(clip, clip.name), user=None)
    assert (Video.objects.count(), Job.objects.count(), files(small_disk)) == (0, 0, [])
    filler.unlink()
    video, created = videos.register(project, Source(clip, clip.name), user=None)
    assert created
    assert default_storage.size(video.original) == clip.stat().st_size


def test_a_preparation_says_so_and_works_once_there_is_room(
    small_disk: Path, clip: Path, project: Project
) -> None:
    video, _ = videos.register(project, Source(clip, clip.name), user=None)
    filler = fill(small_disk, 20_000)
    jobs.run(video.jobs.get().pk, STEPS)
    video.refresh_from_db()
    job = video.jobs.get()
    assert (job.state, job.error) == (JobState.FAILED, FULL)
    assert (video.state, video.reason) == (VideoState.REJECTED, FULL)
    assert files(small_disk) == [Path(video.original).name]
    filler.unlink()
    jobs.retry(job)
    jobs.run(job.pk, STEPS)
    video.refresh_from_db()
    assert video.state == VideoState.READY, video.reason


def test_an_export_says_so_and_the_next_one_runs(small_disk: Path, project: Project) -> None:
    for _ in range(30):
        make.annotation(
            make.task(make.ready_video(project)),
            state="accepted",
            document=document(note="x" * 2000),
        )
    for annotation in project.annotations.all():
        Video.objects.filter(pk=annotation.video_id).update(accepted=annotation)
    filler = fill(small_disk, 4096)
    first, second = (Job.objects.create(kind=JobKind.EXPORT, project=project) for _ in range(2))
    for job in (first, second):
        Export.objects.create(project=project, job=job, format="jsonl")
    jobs.run(first.pk, STEPS)
    first.refresh_from_db()
    assert first.state == JobState.FAILED
    assert "disk is full" in first.error
    assert files(small_disk) == []
    filler.unlink()
    jobs.run(second.pk, STEPS)
    second.refresh_from_db()
    assert (second.state, second.export.videos) == (JobState.DONE, 30)
