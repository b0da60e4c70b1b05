"""A PREDICT job: what it predicts, what it leaves out and why, and what a second run does."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from annotation.actions import jobs, videos
from annotation.domain import document as documents
from annotation.models import Job, JobState, Project, User, Video
from reward import pipeline
from reward.actions import predictions
from reward.models import Batch, Checkpoint, Prediction, Serving
from reward.pipeline import judging, loading
from tests.reward import served


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_held", None)


def ran(job: Job) -> Job:
    jobs.run(job.pk, pipeline.STEPS)
    job.refresh_from_db()
    return job


def some(project: Project, count: int) -> list[Video]:
    return [served.video(project, number) for number in range(count)]


def test_all_ready_videos_get_a_document_and_calibrated_odds(
    project: Project, alice: User, checkpoint: Checkpoint
) -> None:
    made = some(project, 3)
    job = ran(predictions.ask(project, alice))
    assert (job.state, job.progress, job.error, job.queue) == (JobState.DONE, 1.0, "", "gpu")
    rows = Prediction.objects.filter(checkpoint=checkpoint)
    assert {row.sha256 for row in rows} == {video.sha256 for video in made}
    for row in rows:
        parsed = documents.parse(row.document, frame_count=made[0].frame_count)
        assert len(parsed.traces) == len(row.confidences)
        assert 0 <= row.p_fake <= 1
        assert row.latency_ms > 0


def test_a_second_job_predicts_only_what_is_new(
    project: Project, alice: User, checkpoint: Checkpoint
) -> None:
    some(project, 2)
    ran(predictions.ask(project, alice))
    before = set(Prediction.objects.values_list("pk", flat=True))
    served.video(project, 2)
    ran(predictions.ask(project, alice))
    assert len(set(Prediction.objects.values_list("pk", flat=True)) - before) == 1
    assert before < set(Prediction.objects.values_list("pk", flat=True))


def test_only_the_chosen_videos_are_predicted(
    project: Project, alice: User, checkpoint: Checkpoint
) -> None:
    made = some(project, 3)
    ran(predictions.ask(project, alice, videos=[made[1].pk]))
    assert Prediction.objects.get().sha256 == made[1].sha256


def test_damaged_lost_and_deleted_videos_are_left_out_with_their_reasons(
    project: Project, alice: User, checkpoint: Checkpoint
) -> None:
    made = some(project, 4)
    ids = [video.pk for video in made]
    job = predictions.ask(project, alice, videos=ids)
    served.damage(made[0])
    Path(settings.MEDIA_ROOT, made[1].original).unlink()
    videos.delete(made[2])
    job = ran(job)
    assert job.state == JobState.DONE
    reasons = {row.video: row.reason for row in Batch.objects.get(job=job).skipped.all()}
    assert set(reasons) == set(ids[:3])
    assert str(settings.MEDIA_ROOT) not in reasons[ids[0]]
    assert reasons[ids[0]].startswith("The file")
    assert reasons[ids[1]] == judging.MISSING
    assert reasons[ids[2]] == "It was deleted meanwhile."
    assert job.error.startswith("3 videos were left out; the first, video ")
    assert Prediction.objects.get().sha256 == made[3].sha256


def test_every_batch_is_kept_when_the_job_is_cancelled(
    project: Project, alice: User, checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "BATCH", 1)
    some(project, 3)
    job = predictions.ask(project, alice)
    report = jobs.report

    def cancel_halfway(running: Job, progress: float) -> None:
        if progress > 0.5:
            jobs.cancel(running)
        report(running, progress)

    monkeypatch.setattr(jobs, "report", cancel_halfway)
    assert ran(job).state == JobState.CANCELLED
    assert Prediction.objects.count() == 2
    monkeypatch.setattr(jobs, "report", report)
    assert ran(jobs.retry(job)).state == JobState.DONE
    assert Prediction.objects.count() == 3


@pytest.mark.parametrize("name", ["model.safetensors", "checkpoint.json"])
def test_a_corrupt_checkpoint_fails_the_job_with_the_files_name_and_the_next_one_runs(
    project: Project, alice: User, checkpoint: Checkpoint, name: str
) -> None:
    some(project, 1)
    file = Path(settings.CHECKPOINTS_ROOT, checkpoint.folder, name)
    good = file.read_bytes()
    file.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    job = ran(predictions.ask(project, alice))
    assert job.state == JobState.FAILED
    assert f"{checkpoint.folder}/{name}" in job.error
    assert str(settings.CHECKPOINTS_ROOT) not in job.error
    file.write_bytes(good)
    assert ran(predictions.ask(project, alice)).state == JobState.DONE


def test_a_model_is_loaded_once_for_many_jobs(
    project: Project, alice: User, checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(project, 2)
    ran(predictions.ask(project, alice))
    held = loading._held
    assert held is not None
    served.video(project, 2)
    ran(predictions.ask(project, alice))
    assert loading._held is held


def test_the_default_of_the_site_answers_where_a_project_has_none(
    project: Project, alice: User, checkpoint: Checkpoint
) -> None:
    Serving.objects.update(project=None)
    some(project, 1)
    assert ran(predictions.ask(project, alice)).state == JobState.DONE
    assert Prediction.objects.get().checkpoint == checkpoint
