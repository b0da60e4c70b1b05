"""Runs over HTTP: who starts one, what is refused, how it is watched and stopped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotation.models import Job, JobKind, JobState, Project, Snapshot, User
from reward.actions import runs
from reward.models import Run
from reward.pipeline.places import log_of
from reward.pipeline.runs import command
from tests import make
from tests.reward.loop import rows

URL = "/api/v1/runs/"


@pytest.fixture
def snapshot(project: Project) -> Snapshot:
    return Snapshot.objects.create(
        project=project, name="v1", sha256="0" * 64, manifest="none", size=1, videos=1, traces=1
    )


def ask(person: User, snapshot: Snapshot, **changed: Any) -> Any:
    body = {"project": "clips", "snapshot": snapshot.pk, "backend": "tracenet"}
    return make.client(person).post(URL, body | changed)


def test_a_manager_starts_a_run_that_waits_for_the_gpu_queue(
    snapshot: Snapshot, alice: User, rita: User
) -> None:
    answer = ask(alice, snapshot, config={"minutes": 2, "settings": {"steps": 3}}, note="first")
    assert answer.status_code == 202
    body = answer.json()
    assert (body["state"], body["progress"], body["checkpoint"]) == ("queued", 0.0, None)
    assert body["snapshot"] == {"id": snapshot.pk, "name": "v1"}
    assert body["config"] == {"minutes": 2.0, "settings": {"steps": 3}}
    job = Job.objects.get(pk=body["job"])
    assert (job.kind, job.queue) == (JobKind.TRAIN, "gpu")
    assert ask(rita, snapshot).status_code == 403


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"backend": "remote"}, "backend"),
        ({"config": {"minutes": 0}}, "config/minutes"),
        ({"config": {"gpus": 0}}, "config/gpus"),
        ({"config": {"settings": 3}}, "config/settings"),
        ({"config": {"settings": {"a": ["\0"]}}}, "config/settings"),
        ({"config": {"settings": {"a": "x" * 20_000}}}, "config/settings"),
        ({"backend": "mllm"}, "config/model"),
        ({"config": {"model": "x/y"}}, "config/model"),
        ({"init": "best"}, "init"),
    ],
    ids=str,
)
def test_a_malformed_request_names_the_place(
    snapshot: Snapshot, alice: User, changed: dict[str, Any], place: str
) -> None:
    answer = ask(alice, snapshot, **changed)
    assert answer.status_code == 400
    assert [error["path"].replace(".", "/") for error in answer.json()["errors"]] == [place]


def test_a_snapshot_or_checkpoint_of_another_project_looks_absent(
    snapshot: Snapshot, alice: User
) -> None:
    other = Project.objects.create(slug="other", name="Other")
    Snapshot.objects.filter(pk=snapshot.pk).update(project=other)
    assert ask(alice, snapshot).status_code == 404
    Snapshot.objects.filter(pk=snapshot.pk).update(project=Project.objects.get(slug="clips"))
    assert ask(alice, snapshot, init=rows.checkpoint(other).pk).status_code == 404
    assert ask(alice, snapshot, init=2**62).status_code == 404
    assert ask(alice, snapshot, init="serving").json()["code"] == "nothing_serves"


def test_an_unchanged_run_is_answered_with_304(snapshot: Snapshot, alice: User) -> None:
    run_id = ask(alice, snapshot).json()["id"]
    client = make.client(alice)
    first = client.get(f"{URL}{run_id}/")
    again = client.get(f"{URL}{run_id}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Run.objects.filter(pk=run_id).update(curve=[{"step": 1, "loss": 2.0}])
    changed = client.get(f"{URL}{run_id}/", headers={"If-None-Match": first["ETag"]})
    assert changed.json()["curve"] == [{"step": 1, "loss": 2.0}]


def test_a_run_is_cancelled_once_and_tried_again(snapshot: Snapshot, alice: User) -> None:
    run_id = ask(alice, snapshot).json()["id"]
    client = make.client(alice)
    assert client.post(f"{URL}{run_id}/cancel/").json()["state"] == "cancelled"
    assert client.post(f"{URL}{run_id}/cancel/").status_code == 409
    assert client.post(f"{URL}{run_id}/retry/").json()["state"] == "queued"
    assert client.post(f"{URL}{run_id}/retry/").status_code == 409


def test_the_log_is_read_in_pieces(
    snapshot: Snapshot, alice: User, settings: Any, tmp_path: Any
) -> None:
    settings.RUNS_ROOT = tmp_path
    run_id = ask(alice, snapshot).json()["id"]
    client = make.client(alice)
    assert client.get(f"{URL}{run_id}/log/").json() == {"text": "", "next_offset": 0}
    log = log_of(Run.objects.get(pk=run_id))
    log.parent.mkdir()
    log.write_text("".join(f"line {number}\n" for number in range(10_000)))
    text, offset = "", 0
    for _ in range(3):
        piece = client.get(f"{URL}{run_id}/log/", {"offset": offset}).json()
        assert len(piece["text"]) <= 65_536
        text, offset = text + piece["text"], piece["next_offset"]
    assert text == log.read_text()
    assert client.get(f"{URL}{run_id}/log/", {"offset": "-1"}).status_code == 400


def test_several_gpus_are_trained_on_by_accelerate(project: Project, snapshot: Snapshot) -> None:
    config = {"model": "Qwen/Qwen3-VL-4B-Instruct", "gpus": 4, "minutes": 30}
    run = runs.create(project, None, snapshot=snapshot, backend="mllm", config=config)
    words = " ".join(command(run, log_of(run).with_name("manifest.jsonl")))
    assert "-m accelerate.commands.launch --multi_gpu --num_processes 4" in words
    assert "--mixed_precision bf16 -m reward.core train" in words
    assert "--model Qwen/Qwen3-VL-4B-Instruct" in words
    assert words.endswith("--progress json --resume")


def test_a_long_curve_keeps_its_ends() -> None:
    curve = [{"step": step} for step in range(1, 2_000)]
    thin = runs.thinned(curve)
    assert len(thin) <= runs.MOST_POINTS
    assert thin[-1] == {"step": 1_999}


def test_the_command_starts_a_run(snapshot: Snapshot, capsys: Any) -> None:
    call_command("train", project="clips", snapshot="v1", minutes=1.5)
    told = json.loads(capsys.readouterr().out)
    run = Run.objects.select_related("job").get(pk=told["run"])
    assert (run.config, run.job.state) == ({"minutes": 1.5}, JobState.QUEUED)
    with pytest.raises(CommandError, match="no snapshot 'v9'"):
        call_command("train", project="clips", snapshot="v9")
    with pytest.raises(CommandError, match="needs a base model"):
        call_command("train", project="clips", snapshot="v1", backend="mllm")
