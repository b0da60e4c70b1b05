"""Jobs reach their end, once, whatever dies: worker, worker's child, Redis, or their own cause."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from annotation.actions import videos
from annotation.actions.videos import Source
from annotation.media.draw import Clip, draw_clip
from annotation.models import Export, Job, JobKind, JobState, Project, Task, Video, VideoState
from tests import make
from tests.faults import conftest
from tests.faults.conftest import OwnRedis, Works, wait_until
from tests.stack import ROOT

Worker = subprocess.Popen[bytes]
KILLER, SLOW = "killer.mp4", "slow"
ENDED = [JobState.DONE, JobState.FAILED, JobState.CANCELLED]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A clip that takes a fraction of a second to prepare."""
    return draw_clip(tmp_path / "tiny.mp4", Clip(frames=4, width=64, height=48))


def exports(project: Project, count: int) -> list[Job]:
    """Jobs with their exports, written but never published."""
    jobs = Job.objects.bulk_create(Job(kind=JobKind.EXPORT, project=project) for _ in range(count))
    Export.objects.bulk_create(Export(project=project, job=job, format="jsonl") for job in jobs)
    return jobs


def imported(project: Project, clip: Path, count: int, folder: Path) -> list[Video]:
    """Videos of equal length and different bytes, whose jobs were never published."""
    sources = []
    for number in range(count):
        path = folder / f"{number}.mp4"
        # Trailing bytes are no part of an MP4's boxes.
        path.write_bytes(clip.read_bytes() + b"\0\0\0\x0cfree" + number.to_bytes(4, "big"))
        sources.append(Source(path, path.name))
    made = [video for video, _ in videos.register_all(project, sources, user=None)]
    Job.objects.filter(video__in=made).update(published_at=None)
    return made


def unfinished() -> int:
    return Job.objects.exclude(state__in=ENDED).count()


def finish(works: Works, worker: Worker, seconds: float) -> None:
    """Wait until every job has ended; a worker that ends meanwhile is started again."""
    deadline = time.monotonic() + seconds
    while unfinished():
        assert time.monotonic() < deadline, works.log.read_text()[-4000:]
        worker = works.kept(worker)
        time.sleep(0.2)


def one_effect_each(made: list[Video]) -> None:
    """Every ready video has one task and exactly its four files."""
    for video in Video.objects.filter(pk__in=[video.pk for video in made]):
        assert video.state == VideoState.READY, video.reason
        kept = {video.original, video.proxy, video.poster, video.filmstrip}
        names = default_storage.listdir(videos.folder_of(video.pk))[1]
        assert {f"{videos.folder_of(video.pk)}/{name}" for name in names} == kept
        assert Task.objects.filter(video=video).count() == 1


@pytest.mark.parametrize(
    "count", [20, pytest.param(500, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_whatever_is_killed_every_job_ends_once(
    works: Works, own_redis: OwnRedis, clip: Path, tmp_path: Path, count: int
) -> None:
    project = make.project()
    made = imported(project, clip, count // 6, tmp_path)
    killer, _ = videos.register(project, Source(clip, KILLER), user=None)
    asked = exports(project, count - len(made))
    chance = random.Random(count)
    works.clock()
    worker = works.worker()
    wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() >= 3)
    for number in range(count // 10):
        time.sleep(chance.uniform(0.2, 1.0))
        worker = works.kept(worker)
        if number % 3 == 1:
            own_redis.flush()
        elif number % 3 == 2 and number % 2 == 0:
            conftest.kill_family(worker)
            worker = works.worker()
        else:
            conftest.kill_child(worker, chance)
    finish(works, worker, 120)
    # A job may have been hit three times; then it says so.
    for job in Job.objects.exclude(state=JobState.DONE):
        assert "died 3 times" in job.error, (job, job.error)
        assert (job.state, job.attempts) == (JobState.FAILED, 3)
    killer.refresh_from_db()
    given_up = killer.jobs.get()
    assert (given_up.state, killer.state) == (JobState.FAILED, VideoState.REJECTED)
    assert killer.reason == given_up.error
    done = Job.objects.filter(state=JobState.DONE)
    assert done.filter(pk__in=[job.pk for job in asked]).count() > len(asked) * 0.9
    assert not Export.objects.filter(job__in=done, file="").exists()
    one_effect_each([video for video in made if video.jobs.get().state == JobState.DONE])


@pytest.mark.parametrize("count", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_crashes_before_the_publish_and_a_lost_redis_cost_no_job(
    works: Works, own_redis: OwnRedis, environment: dict[str, str], count: int
) -> None:
    project = make.project()
    works.clock()
    worker = works.worker()
    exports(project, 2)
    wait_until(lambda: unfinished() == 0, 60)
    own_redis.stop()
    command = [sys.executable, "-m", "tests.faults.crashing", str(count)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=100)
    assert Job.objects.filter(state=JobState.QUEUED, published_at=None).count() == count
    own_redis.start()
    finish(works, worker, 60)
    assert Job.objects.filter(state=JobState.DONE).count() == count + 2
    assert not Export.objects.filter(file="").exists()


def test_a_worker_asked_to_stop_finishes_what_it_does(works: Works) -> None:
    project = make.project(SLOW)
    works.clock()
    worker = works.worker()
    (job,) = exports(project, 1)
    wait_until(lambda: Job.objects.get(pk=job.pk).state == JobState.RUNNING)
    begun = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    assert time.monotonic() - begun < 30
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)
