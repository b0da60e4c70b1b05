"""``?wait=``, keys, and how long requests and their files are kept."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from annotation.models import JobState, Project, User
from reward.actions import rewards
from reward.api import rewards as views
from reward.models import Checkpoint, Prediction, RewardItem, RewardRequest
from reward.pipeline.rewards import DROPPED
from tests import make
from tests.reward import served
from tests.reward.api.asking import URL, ask, finish, look, send


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


@pytest.mark.parametrize("wait", ["31", "-1", "1.5", "x", "", "٣", "9" * 5000])
def test_a_wait_is_0_to_30_seconds(
    project: Project, rita: User, row: Checkpoint, wait: str
) -> None:
    video = make.ready_video(project)
    answer = make.client(rita).post(
        f"{URL}?wait={wait}", {"project": "clips", "videos": [video.pk]}
    )
    assert answer.status_code == 400
    assert not RewardRequest.objects.exists()


def test_it_waits_no_longer_than_asked(
    project: Project, rita: User, row: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr(views.time, "sleep", naps.append)
    clock = iter(n / 2 for n in range(100))
    monkeypatch.setattr(views.time, "monotonic", lambda: next(clock))
    assert ask(rita, [make.ready_video(project).pk], "?wait=3").status_code == 202
    assert 1 < len(naps) < 6


def test_while_many_wait_the_next_is_answered_at_once(
    project: Project, rita: User, row: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = 0
    while views._seats.acquire(blocking=False):
        taken += 1
    monkeypatch.setattr(views.time, "sleep", lambda seconds: pytest.fail("it waited"))
    try:
        assert ask(rita, [make.ready_video(project).pk], "?wait=30").status_code == 202
    finally:
        for _ in range(taken):
            views._seats.release()
    assert taken == 4


def test_the_same_key_twice_is_one_request(project: Project, rita: User, row: Checkpoint) -> None:
    client = make.client(rita)
    body = {"project": "clips", "videos": [make.ready_video(project).pk]}
    first, again = (
        client.post(URL, body, headers={"Idempotency-Key": "k"}).json() for _ in range(2)
    )
    assert first == again
    assert RewardRequest.objects.count() == 1


def test_files_go_after_a_day_and_predictions_stay(
    project: Project, rita: User, checkpoint: Checkpoint
) -> None:
    body = finish(send(rita, ("a.mp4", served.path(2).read_bytes())))
    folder = rewards.folder_of(uuid.UUID(body["id"]))
    rewards.drop_old()
    assert len(default_storage.listdir(folder)[1]) == 1
    late = timezone.now() - timedelta(days=1, minutes=1)
    RewardRequest.objects.update(created_at=late)
    rewards.drop_old()
    assert not default_storage.exists(folder)
    assert RewardItem.objects.get().file == ""
    assert look(rita, body["url"])["items"][0]["reward"] is not None
    RewardRequest.objects.update(created_at=timezone.now() - timedelta(days=31))
    rewards.drop_old()
    assert (RewardRequest.objects.count(), Prediction.objects.count()) == (0, 1)


def test_a_job_that_comes_after_the_file_is_gone_says_so(
    project: Project, rita: User, checkpoint: Checkpoint
) -> None:
    answer = send(rita, ("a.mp4", served.path(2).read_bytes()))
    RewardRequest.objects.update(created_at=timezone.now() - timedelta(days=2))
    rewards.drop_old()
    body = finish(answer)
    assert (body["state"], body["items"][0]["error"]) == (JobState.DONE, DROPPED)
