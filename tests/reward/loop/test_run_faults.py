"""What goes wrong in a training ends in a clear state, and the next job runs."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection
from safetensors import safe_open

from annotation.actions import jobs, videos
from annotation.models import Job, JobKind, JobState, Project
from reward.actions import evaluations, runs
from reward.models import Checkpoint, Evaluation, Run
from reward.pipeline import STEPS, process, sets
from reward.pipeline.places import folder_of, log_of, place_of
from tests import make
from tests.reward.loop import rows


def started(project: Project, config: dict[str, Any] = rows.TINY, **columns: Any) -> Run:
    snapshot = project.snapshots.first() or rows.snapshot(project)
    return runs.create(
        project, None, snapshot=snapshot, backend="tracenet", config=config, **columns
    )


def trained(run: Run) -> Run:
    jobs.run(run.job_id, STEPS)
    return rows.fresh(run)


def changed(**settings: Any) -> dict[str, Any]:
    return rows.TINY | {"settings": rows.TINY["settings"] | settings}


def test_a_loss_that_is_no_number_fails_with_that_reason(project: Project) -> None:
    run = trained(started(project, changed(rate=1e30, steps=50)))
    assert run.job.state == JobState.FAILED
    assert "loss" in run.job.error
    assert "lower" in run.job.error
    assert not Checkpoint.objects.exists()
    assert trained(started(project)).job.state == JobState.DONE


def test_an_unknown_setting_is_named(project: Project) -> None:
    run = trained(started(project, changed(widht=3)))
    assert (run.job.state, run.job.error) == (JobState.FAILED, "tracenet has no setting widht.")
    assert "tracenet has no setting widht." in log_of(run).read_text()


def test_a_deleted_video_fails_the_run_and_says_so(project: Project) -> None:
    run = started(project)
    video = project.videos.first()
    videos.delete(video)
    run = trained(run)
    assert run.job.state == JobState.FAILED
    assert run.job.error.startswith("1 of the snapshot's 6 videos was deleted since")
    assert "freeze a new snapshot" in run.job.error


def test_a_corrupt_checkpoint_cannot_be_gone_on_from_nor_evaluated(project: Project) -> None:
    first = trained(started(project)).checkpoint
    weights = next(place_of(first).glob("*.safetensors"))
    data = weights.read_bytes()
    weights.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    run = trained(started(project, config={"threads": 1}, init=first))
    assert run.job.state == JobState.FAILED
    assert "its hash differs" in run.job.error
    evaluation = Evaluation.objects.get(checkpoint=first)
    jobs.run(evaluation.job_id, STEPS)
    job = Job.objects.get(pk=evaluation.job_id)
    assert (job.state, "its hash differs" in job.error) == (JobState.FAILED, True)


def test_without_videos_of_the_split_test_nothing_is_measured(project: Project) -> None:
    snapshot = rows.snapshot(project, splits=("train", "train", "train", "val"))
    run = trained(
        runs.create(project, None, snapshot=snapshot, backend="tracenet", config=rows.TINY)
    )
    assert run.job.state == JobState.DONE
    assert sets.ensure(project) is None
    assert not Evaluation.objects.exists()


def test_a_full_disk_is_said(project: Project, settings: Any) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    run = started(project)
    folder = folder_of(run)
    folder.mkdir(parents=True)
    (folder / "log.txt").symlink_to("/dev/full")
    run = trained(run)
    assert run.job.state == JobState.FAILED
    assert "disk is full" in run.job.error
    (folder / "log.txt").unlink()
    jobs.retry(run.job)
    assert trained(run).job.state == JobState.DONE


def test_what_was_moved_but_not_registered_is_registered_by_the_next_worker(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(project)

    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reward.pipeline.runs.checkpoints.register", dies)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(run.job_id, STEPS)
    Job.objects.filter(pk=run.job_id).update(state=JobState.QUEUED)
    monkeypatch.setattr("reward.pipeline.process.run", dies)  # nothing is trained again
    run = trained(run)
    assert (run.job.state, run.checkpoint.run_id) == (JobState.DONE, run.pk)


def alive(run: Run) -> list[psutil.Process]:
    """The processes that train this run."""
    mark = str(folder_of(run))
    return [
        one
        for one in psutil.process_iter(["cmdline"])
        if any(mark in word for word in one.info["cmdline"] or [])
    ]


def step_kept(run: Run) -> int:
    """The step that a stopped training goes on from."""
    state = folder_of(run) / ".checkpoint.partial" / "state" / "tracenet.safetensors"
    with safe_open(state, "np") as file:
        return int(json.loads(file.metadata()["course"])["step"])


@pytest.mark.django_db(transaction=True)
def test_cancel_ends_the_process_and_a_retry_goes_on_from_its_state() -> None:
    project = make.project()
    run = started(project, rows.LONG)

    def work() -> None:
        jobs.run(run.job_id, STEPS)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    deadline = time.monotonic() + 60
    while not rows.fresh(run).curve and time.monotonic() < deadline:
        time.sleep(0.2)
    assert alive(run)
    jobs.cancel(rows.fresh(run).job)
    worker.join()
    assert alive(run) == []
    run = rows.fresh(run)
    assert (run.job.state, run.job.error) == (JobState.CANCELLED, "")
    reached = step_kept(run)
    assert reached >= run.curve[-1]["step"]

    # The same run, but not so far to go.
    plan = folder_of(run) / ".checkpoint.partial" / "plan.json"
    plan.write_text(plan.read_text().replace("100000", str(reached + 40)))
    config = changed(steps=reached + 40)
    Run.objects.filter(pk=run.pk).update(config=config)
    jobs.retry(run.job)
    run = trained(run)
    assert (run.job.state, run.job.error) == (JobState.DONE, "")
    assert run.curve[-1]["step"] == reached + 40
    steps = [point["step"] for point in run.curve]
    assert steps == sorted(set(steps))
    process.stop_earlier(folder_of(run))


@pytest.mark.django_db(transaction=True)
def test_a_killed_training_fails_with_that_reason_and_leaves_the_worker_alive() -> None:
    project = make.project()
    run = started(project, rows.LONG)

    def work() -> None:
        jobs.run(run.job_id, STEPS)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    deadline = time.monotonic() + 60
    while not rows.fresh(run).curve and time.monotonic() < deadline:
        time.sleep(0.2)
    for one in alive(run):
        one.kill()
    worker.join()
    run = rows.fresh(run)
    assert run.job.state == JobState.FAILED
    assert "killed (signal 9); the machine may be out of memory" in run.job.error


def test_a_second_question_starts_no_second_evaluation(project: Project) -> None:
    rows.snapshot(project)
    row = rows.checkpoint(project)
    on = sets.ensure(project)
    assert on is not None
    assert evaluations.start(row, on) == evaluations.start(row, on)
    assert Job.objects.filter(kind=JobKind.EVALUATE).count() == 1
