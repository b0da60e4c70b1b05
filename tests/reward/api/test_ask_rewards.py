"""POST /api/v1/rewards/ and rank/: videos and files in, rewards out, each failing alone."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from annotation.actions import videos
from annotation.models import Job, JobKind, Project, Task, User, Video, VideoState
from reward.actions import rewards
from reward.models import Checkpoint, Prediction, RewardRequest
from tests import make
from tests.reward import served
from tests.reward.api.asking import URL, ask, finish, judged, look, send


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


def test_what_is_known_is_answered_at_once(project: Project, rita: User, row: Checkpoint) -> None:
    video = judged(row, make.ready_video(project), 0.75)
    answer = ask(rita, [video.pk])
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["state"], body["url"]) == ("done", f"{URL}{body['id']}/")
    (item,) = body["items"]
    assert {name: item[name] for name in ("video", "reward", "p_fake", "latency_ms")} == {
        "video": video.pk,
        "reward": 0.25,
        "p_fake": 0.75,
        "latency_ms": 12.0,
    }
    assert (item["cached"], item["error"]) == (True, None)
    assert item["checkpoint"] == {"id": row.pk, "name": row.name}
    assert item["document"]["verdict"] == "real"
    assert "rank" not in item
    assert not Job.objects.filter(kind=JobKind.REWARD).exists()
    assert look(rita, body["url"]) == body


def test_what_is_not_known_is_promised(project: Project, rita: User, row: Checkpoint) -> None:
    answer = ask(rita, [make.ready_video(project).pk])
    assert answer.status_code == 202
    body = answer.json()
    assert body == {"id": body["id"], "state": "queued", "url": f"{URL}{body['id']}/"}
    job = Job.objects.get(kind=JobKind.REWARD)
    assert (job.queue, job.project, job.created_by) == ("gpu", project, rita)
    (item,) = look(rita, body["url"])["items"]
    assert (item["reward"], item["error"]) == (None, None)


def test_videos_are_judged_and_one_that_is_lost_fails_alone(
    project: Project, rita: User, checkpoint: Checkpoint
) -> None:
    made = [served.video(project, number) for number in range(3)]
    damaged = served.video(project, 3)
    answer = ask(rita, [made[0].pk, made[1].pk, damaged.pk, 10**9, made[2].pk])
    served.damage(damaged)
    videos.delete(made[1])
    body = finish(answer)
    assert body["state"] == "done"
    items = body["items"]
    assert [item["video"] for item in items] == [
        made[0].pk,
        made[1].pk or items[1]["video"],
        damaged.pk,
        10**9,
        made[2].pk,
    ]
    assert [item["error"] is None for item in items] == [True, False, False, False, True]
    assert items[1]["error"] == "It was deleted meanwhile."
    assert items[2]["error"].startswith("The file")
    assert items[3]["error"] == rewards.UNKNOWN
    for item in (items[0], items[4]):
        assert item["reward"] == pytest.approx(1 - item["p_fake"])
        assert not item["cached"]


def test_files_are_judged_and_nobody_is_handed_them(
    project: Project, rita: User, checkpoint: Checkpoint
) -> None:
    clip = served.path(0).read_bytes()
    body = finish(send(rita, ("good.mp4", clip), ("bad.mp4", b"no video"), ("cut.mp4", clip[:900])))
    good, bad, cut = body["items"]
    assert (good["name"], good["video"], good["error"]) == ("good.mp4", None, None)
    assert 0 <= good["reward"] <= 1
    assert good["latency_ms"] > 0
    assert bad["error"]
    assert cut["error"]
    assert bad["reward"] is None
    assert (Video.objects.count(), Task.objects.count()) == (0, 0)
    again = send(rita, ("other-name.mp4", clip))
    assert again.status_code == 200
    assert (again.json()["items"][0]["cached"], Prediction.objects.count()) == (True, 1)


def test_files_to_be_labelled_become_videos(
    project: Project, alice: User, rita: User, checkpoint: Checkpoint
) -> None:
    clip = served.path(1).read_bytes()
    assert send(rita, ("a.mp4", clip), label="true").status_code == 403
    body = finish(send(alice, ("a.mp4", clip), label="true"))
    video = Video.objects.get()
    assert (video.name, video.state) == ("a.mp4", VideoState.NEW)
    assert video.jobs.get().kind == JobKind.PREPARE
    assert body["items"][0]["video"] == video.pk
    assert body["items"][0]["reward"] is not None


def test_rank_puts_the_most_real_first_and_failures_last(
    project: Project, rita: User, row: Checkpoint
) -> None:
    ids = [judged(row, make.ready_video(project), odds).pk for odds in (0.9, 0.2, 0.5, 0.2)]
    items = ask(rita, [*ids[:1], 10**9, *ids[1:]], "rank/").json()["items"]
    assert [item["video"] for item in items] == [ids[1], ids[3], ids[2], ids[0], 10**9]
    assert [item["rank"] for item in items] == [1, 2, 3, 4, None]


def test_without_a_serving_model_the_answer_says_what_to_do(project: Project, rita: User) -> None:
    answer = ask(rita, [make.ready_video(project).pk])
    assert (answer.status_code, answer.json()["code"]) == (409, "no_serving_checkpoint")
    assert "promote" in answer.json()["detail"]
    assert not RewardRequest.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 202), ("rita", 202), ("bob", 403), ("charlie", 404)]
)
def test_reviewers_ask(
    project: Project, charlie: User, row: Checkpoint, name: str, status: int
) -> None:
    video = make.ready_video(project)
    assert ask(User.objects.get(username=name), [video.pk]).status_code == status


def test_a_token_that_only_reads_may_not_ask(project: Project, rita: User, row: Checkpoint) -> None:
    client = make.client(rita, scopes=("read",))
    assert client.post(URL, {"project": "clips", "videos": [1]}).status_code == 403


def test_a_video_of_another_project_looks_absent(
    project: Project, rita: User, row: Checkpoint
) -> None:
    other = make.ready_video(Project.objects.create(slug="other", name="Other"))
    judged(row, other, 0.5)
    (item,) = ask(rita, [other.pk]).json()["items"]
    assert (item["error"], item["sha256"], item["reward"]) == (rewards.UNKNOWN, "", None)


def test_the_request_of_another_project_is_absent(
    project: Project, rita: User, charlie: User, bob: User, row: Checkpoint
) -> None:
    url = ask(rita, [make.ready_video(project).pk]).json()["url"]
    assert make.client(charlie).get(url).status_code == 404
    assert make.client(bob).get(url).status_code == 404
    assert make.client(rita).get(f"{URL}{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"videos": []}, "videos"),
        ({"videos": ["x"]}, "videos/0"),
        ({"videos": [-1]}, "videos/0"),
        ({"videos": list(range(1, 66))}, "videos"),
        ({"project": "../etc"}, "project"),
    ],
    ids=str,
)
def test_a_malformed_request_names_the_place(
    project: Project, rita: User, row: Checkpoint, body: dict[str, Any], place: str
) -> None:
    answer = ask(rita, [1], **body)
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == [place]


def test_a_corrupt_model_fails_the_request_and_says_so(
    project: Project, rita: User, checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reward.pipeline.loading._held", None)
    file = Path(settings.CHECKPOINTS_ROOT, checkpoint.folder, "model.safetensors")
    file.write_bytes(b"broken")
    body = finish(ask(rita, [served.video(project, 0).pk]))
    assert body["state"] == "failed"
    assert "model.safetensors" in body["error"]
