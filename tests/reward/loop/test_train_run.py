"""A run trains on a snapshot by a process of its own, and ends with a checkpoint or a reason."""

from __future__ import annotations

from pathlib import Path

from annotation.actions import jobs
from annotation.models import Job, JobKind, JobState, Project
from reward.actions import runs
from reward.core.checkpoint import load_card
from reward.models import Evaluation, Run
from reward.pipeline import STEPS
from reward.pipeline.places import folder_of, log_of, place_of
from tests.reward.loop import rows


def trained(run: Run) -> Run:
    jobs.run(run.job_id, STEPS)
    return rows.fresh(run)


def test_a_run_ends_with_a_registered_checkpoint_and_its_evaluation(project: Project) -> None:
    snapshot = rows.snapshot(project)
    run = runs.create(project, None, snapshot=snapshot, backend="tracenet", config=rows.TINY)
    run = trained(run)
    assert (run.job.state, run.job.error) == (JobState.DONE, "")
    assert [point["step"] for point in run.curve] == [1, 2, 3, 4, 5, 6]
    assert all(point["loss"] > 0 and point["at"] for point in run.curve)
    checkpoint = run.checkpoint
    card = load_card(place_of(checkpoint))
    assert (card.id, card.data["manifest"]) == (checkpoint.name, snapshot.sha256)
    assert run.metrics == card.metrics
    assert "checkpoint " in log_of(run).read_text()
    assert sorted(path.name for path in folder_of(run).iterdir()) == [
        "config.json", "log.txt", "manifest.jsonl", "published",
    ]  # fmt: skip

    evaluation = Evaluation.objects.get(checkpoint=checkpoint)
    assert (evaluation.job.kind, evaluation.job.queue) == (JobKind.EVALUATE, "gpu")
    assert evaluation.set.videos == 2
    jobs.run(evaluation.job_id, STEPS)
    evaluation.refresh_from_db()
    assert Job.objects.get(pk=evaluation.job_id).error == ""
    assert evaluation.metrics["counts"]["videos"] == 2
    assert set(evaluation.metrics["baselines"]) >= {"always_real", "always_fake"}
    assert {row["generator"] for row in evaluation.details["per_generator"]} == {"Telltale", "real"}
    assert sum(row["count"] for row in evaluation.details["reliability"]) == 2
    assert len(evaluation.details["worst"]) == 2
    assert evaluation.details["worst"][0]["truth"]["schema"] == 1


def test_the_originals_outlive_the_runs_folder(project: Project) -> None:
    snapshot = rows.snapshot(project)
    run = runs.create(project, None, snapshot=snapshot, backend="tracenet", config=rows.TINY)
    trained(run)
    from django.core.files.storage import default_storage

    assert all(
        Path(default_storage.path(video.original)).exists() for video in project.videos.all()
    )
