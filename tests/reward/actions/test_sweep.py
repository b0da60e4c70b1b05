"""What happens by itself: new videos predicted, tasks ordered by doubt, old files dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotation.actions import jobs
from annotation.models import Job, JobKind, JobState, Project, TaskState
from reward.actions import ordering, predictions
from reward.models import Batch, Checkpoint, Policy, Serving, Skipped
from tests import make
from tests.reward import served


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


def started() -> list[Job]:
    predictions.start_due()
    return list(Job.objects.filter(kind=JobKind.PREDICT).order_by("pk"))


def test_new_ready_videos_start_one_job(project: Project, row: Checkpoint) -> None:
    first, second = make.ready_video(project), make.ready_video(project)
    make.video(project)
    (job,) = started()
    assert (job.queue, job.state, job.created_by) == ("gpu", JobState.QUEUED, None)
    assert Batch.objects.get(job=job).videos == [first.pk, second.pk]
    assert started() == [job]
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    make.ready_video(project)
    assert started() == [job]


def test_nothing_starts_without_a_model_or_where_the_policy_says_no(project: Project) -> None:
    make.ready_video(project)
    assert started() == []
    served.unloadable(project)
    Policy.objects.create(project=project, suggest=False)
    assert started() == []
    Policy.objects.update(suggest=True)
    assert len(started()) == 1


def test_the_sites_default_suggests_for_every_project(project: Project, row: Checkpoint) -> None:
    Serving.objects.update(project=None)
    other = Project.objects.create(slug="other", name="Other")
    make.ready_video(other)
    assert [job.project for job in started()] == [other]


def test_what_is_predicted_accepted_or_unreadable_is_left_alone(
    project: Project, row: Checkpoint
) -> None:
    known, accepted, unreadable = (make.ready_video(project) for _ in range(3))
    served.prediction(row, known)
    accepted.accepted = make.annotation(make.task(accepted, make.user("dora")))
    accepted.save()
    job = Job.objects.create(kind=JobKind.PREDICT, project=project, state=JobState.DONE)
    batch = Batch.objects.create(job=job, checkpoint=row, videos=[unreadable.pk])
    Skipped.objects.create(batch=batch, video=unreadable.pk, reason="It is damaged.")
    assert started() == [job]
    # Another checkpoint may be able to.
    Serving.objects.update(checkpoint=served.unloadable(project, serves=False, name="1" * 16))
    assert Batch.objects.get(job=started()[-1]).videos == [known.pk, unreadable.pk]


def test_a_video_that_was_not_ready_yet_is_predicted_when_it_is(
    project: Project, row: Checkpoint
) -> None:
    video = make.ready_video(project)
    job = Job.objects.create(kind=JobKind.PREDICT, project=project, state=JobState.DONE)
    batch = Batch.objects.create(job=job, checkpoint=row, videos=[video.pk])
    Skipped.objects.create(batch=batch, video=video.pk, reason=predictions.NOT_READY)
    assert len(started()) == 2


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_after_a_failure_there_is_a_pause(
    project: Project, row: Checkpoint, state: JobState
) -> None:
    make.ready_video(project)
    (job,) = started()
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now())
    assert started() == [job]
    late = timezone.now() - predictions.PAUSE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(finished_at=late)
    assert len(started()) == 2


def test_a_lost_message_is_sent_again_by_the_sweeper(project: Project, row: Checkpoint) -> None:
    make.ready_video(project)
    (job,) = started()
    assert job.published_at is None  # the test's transaction never commits
    early = timezone.now() - timedelta(minutes=1)
    Job.objects.filter(pk=job.pk).update(created_at=early)
    jobs.sweep()
    job.refresh_from_db()
    assert job.published_at is not None


def test_doubt_orders_tasks_within_the_priority_that_people_set(
    project: Project, row: Checkpoint
) -> None:
    Policy.objects.create(project=project, by_uncertainty=True)
    odds = {0.99: None, 0.5: None, 0.3: None}
    for p_fake in odds:
        video = make.ready_video(project)
        served.prediction(row, video, p_fake=p_fake)
        odds[p_fake] = make.task(video)
    urgent = make.task(make.ready_video(project, priority=1))
    begun = make.task(make.ready_video(project), make.user("dora"), shuffle=5)
    served.prediction(row, begun.video)
    ordering.by_uncertainty()
    queue = list(project.tasks.filter(state=TaskState.OPEN).order_by("-priority", "shuffle", "id"))
    assert queue == [urgent, odds[0.5], odds[0.3], odds[0.99]]
    assert {task.priority for task in queue} == {0, 1}
    begun.refresh_from_db()
    assert begun.shuffle == 5
    assert ordering.order(project) == 0


def test_without_the_policy_chance_decides(project: Project, row: Checkpoint) -> None:
    video = make.ready_video(project)
    served.prediction(row, video)
    task = make.task(video)
    ordering.by_uncertainty()
    before = task.shuffle
    task.refresh_from_db()
    assert task.shuffle == before
