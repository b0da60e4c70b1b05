"""The job that makes a video ready, on drawn clips and on rubbish."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from annotation.actions import jobs, videos
from annotation.errors import MediaRejectedError
from annotation.media.draw import VARIANTS, draw_clip
from annotation.models import (
    Job,
    JobKind,
    JobState,
    Project,
    Task,
    Video,
    VideoFrames,
    VideoState,
)
from annotation.pipeline import STEPS
from annotation.pipeline.demo import draw
from annotation.pipeline.videos import prepare
from tests import make


@pytest.fixture
def project(db: None) -> Project:
    return make.project()


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 frames of 320 x 180 at 25 per second."""
    return draw_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", VARIANTS["constant"])


def taken_in(project: Project, path: Path, **attributes: str) -> Job:
    video, _ = videos.register(project, videos.Source(path, path.name, attributes), user=None)
    return running(video)


def running(video: Video) -> Job:
    """The video's job as a worker has claimed it."""
    video.jobs.update(state=JobState.RUNNING)
    return Job.objects.select_related("project", "video").get(video=video)


def files_of(video: Video) -> list[str]:
    return sorted(default_storage.listdir(f"videos/{video.pk}")[1])


def test_clip_becomes_ready_with_its_clock_files_and_task(project: Project, clip: Path) -> None:
    job = taken_in(project, clip, label="fake")
    prepare(job)
    video = Video.objects.get()
    assert (video.state, video.reason) == (VideoState.READY, "")
    assert (video.width, video.height, video.frame_count) == (320, 180, 40)
    assert video.duration_s == pytest.approx(1.6)  # 40 frames at 25 per second
    table = VideoFrames.objects.get(video=video).table
    assert table.count == 40
    assert table.seconds(10) == pytest.approx(0.4)
    kept = [video.original, video.proxy, video.poster, video.filmstrip]
    assert [f"videos/{video.pk}/{name}" for name in files_of(video)] == sorted(kept)
    assert Path(video.proxy).suffix == ".mp4"
    assert Task.objects.get().video == video
    assert Job.objects.get().progress > 0.04


def test_real_video_is_accepted_unless_it_is_handed_out(project: Project, clip: Path) -> None:
    prepare(taken_in(project, clip, label="real"))
    accepted = Video.objects.get().accepted
    assert accepted is not None
    assert accepted.document["verdict"] == "real"
    assert not Task.objects.exists()


def test_preparing_twice_changes_nothing(project: Project, clip: Path) -> None:
    job = taken_in(project, clip)
    prepare(job)
    before = Video.objects.values().get()
    names = files_of(Video.objects.get())
    prepare(job)
    assert Video.objects.values().get() == before
    assert files_of(Video.objects.get()) == names
    assert Task.objects.count() == 1


def test_worker_killed_halfway_leaves_nothing_behind(project: Project, clip: Path) -> None:
    job = taken_in(project, clip)
    video = job.video
    assert video is not None
    Video.objects.update(state=VideoState.PREPARING)
    for stale in ("proxy-00000000.mp4", ".1234.partial"):
        shutil.copy(clip, Path(default_storage.path(f"videos/{video.pk}/{stale}")))
    prepare(job)
    video.refresh_from_db()
    assert video.state == VideoState.READY
    assert len(files_of(video)) == 4


def test_rubbish_is_rejected_with_a_sentence(project: Project, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.mp4"
    rubbish.write_bytes(b"not a video" * 100)
    video = taken_in(project, rubbish).video
    assert video is not None
    video.jobs.update(state=JobState.QUEUED)
    jobs.run(video.jobs.get().pk, STEPS)
    video.refresh_from_db()
    job = video.jobs.get()
    assert video.state == VideoState.REJECTED
    assert video.reason.endswith(".")
    assert (job.state, job.error) == (JobState.FAILED, video.reason)
    assert not Task.objects.exists()


def test_video_deleted_meanwhile_is_harmless(project: Project, clip: Path) -> None:
    job = taken_in(project, clip)
    assert job.video is not None
    folder = f"videos/{job.video.pk}"
    Video.objects.all().delete()
    prepare(job)
    assert not default_storage.exists(f"{folder}/proxy.mp4")
    assert not Job.objects.exists()


def test_cancelled_job_stops_and_the_video_can_be_tried_again(project: Project, clip: Path) -> None:
    job = taken_in(project, clip)
    jobs.cancel(job)
    video = Video.objects.get()
    assert (video.state, video.reason) == (VideoState.REJECTED, jobs.CANCELLED)
    with pytest.raises(jobs.JobCancelledError):
        prepare(job)
    assert Video.objects.get().state == VideoState.REJECTED
    jobs.retry(job)
    assert Video.objects.get().state == VideoState.NEW
    prepare(running(video))
    assert Video.objects.get().state == VideoState.READY


def test_lost_original_does_not_leave_the_video_preparing(project: Project, clip: Path) -> None:
    job = taken_in(project, clip)
    assert job.video is not None
    default_storage.delete(job.video.original)
    with pytest.raises((OSError, MediaRejectedError)):
        prepare(job)
    assert Video.objects.get().state == VideoState.REJECTED


def test_demo_is_drawn_once(project: Project) -> None:
    job = Job.objects.create(kind=JobKind.DRAW, project=project, state=JobState.RUNNING)
    for _ in range(2):
        draw(job, (None, "object_splitting"))
    assert list(Video.objects.order_by("id").values_list("label", flat=True)) == ["real", "fake"]
