"""A job runs once however often it is sent, survives its worker, and is given up in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from annotation.actions import jobs
from annotation.errors import ConflictError, MediaRejectedError
from annotation.models import Job, JobKind, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue() -> Iterator[redis.Redis]:
    """The default queue, empty before and after."""
    with redis.from_url(settings.REDIS_URL) as client:
        client.delete("default")
        yield client
        client.delete("default")


def queued(**columns: object) -> Job:
    project = Project.objects.create(slug="p", name="P")
    return Job.objects.create(project=project, kind=JobKind.EXPORT, **columns)


def ran(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_sent_twice_runs_once() -> None:
    job, calls = queued(), []
    jobs.run(job.pk, {JobKind.EXPORT: calls.append})
    jobs.run(job.pk, {JobKind.EXPORT: calls.append})
    assert calls == [job]
    assert (ran(job).state, job.progress) == ("done", 1.0)


def test_a_refusal_ends_it_with_its_sentence() -> None:
    job = queued()

    def refuse(_: Job) -> None:
        raise MediaRejectedError("This is not a video.")

    jobs.run(job.pk, {JobKind.EXPORT: refuse})
    assert (ran(job).state, job.error) == ("failed", "This is not a video.")


def test_a_bug_ends_it_and_is_not_hidden() -> None:
    job = queued()

    def stumble(_: Job) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        jobs.run(job.pk, {JobKind.EXPORT: stumble})
    assert (ran(job).state, job.error) == ("failed", jobs.UNEXPECTED)


def test_a_cancelled_job_stops_at_its_next_report() -> None:
    job, reached = queued(), []

    def step(running: Job) -> None:
        jobs.cancel(running)
        jobs.report(running, 0.5)
        reached.append("after")

    jobs.run(job.pk, {JobKind.EXPORT: step})
    assert (ran(job).state, reached) == ("cancelled", [])


def test_another_worker_takes_over_only_when_the_first_fell_silent() -> None:
    job = queued(state="running", attempts=1, heartbeat_at=timezone.now())
    calls: list[Job] = []
    jobs.run(job.pk, {JobKind.EXPORT: calls.append})
    assert calls == []
    Job.objects.update(heartbeat_at=timezone.now() - jobs.LOST_AFTER - timedelta(seconds=1))
    jobs.run(job.pk, {JobKind.EXPORT: calls.append})
    assert (ran(job).state, job.attempts) == ("done", 2)


def test_a_job_that_kills_its_workers_is_given_up(queue: redis.Redis) -> None:
    silent = timezone.now() - jobs.LOST_AFTER - timedelta(seconds=1)
    job = queued(state="running", attempts=jobs.MAX_ATTEMPTS, heartbeat_at=silent)
    jobs.sweep()
    assert ran(job).state == "failed"
    assert "3 times" in job.error
    assert queue.llen("default") == 0


def test_a_lost_publish_is_made_up_for(queue: redis.Redis) -> None:
    job = queued()
    jobs.sweep()
    assert queue.llen("default") == 0  # its own publish may still be under way
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=10))
    jobs.sweep()
    assert queue.llen("default") == 1
    assert ran(job).published_at is not None


def test_a_message_that_vanished_is_sent_again_only_from_an_empty_queue(
    queue: redis.Redis,
) -> None:
    queued(published_at=timezone.now() - jobs.REPUBLISH_AFTER - timedelta(seconds=1))
    queue.rpush("default", "another message")
    jobs.sweep()
    assert queue.llen("default") == 1
    queue.delete("default")
    jobs.sweep()
    assert queue.llen("default") == 1


def test_a_flood_leaves_room_in_the_queue_for_others(queue: redis.Redis) -> None:
    project = Project.objects.create(slug="p", name="P")
    many = [Job(project=project, kind=JobKind.EXPORT) for _ in range(jobs.PUBLISH_AT_ONCE + 50)]
    with transaction.atomic():
        jobs.start(many)
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=10))
    jobs.sweep()
    assert queue.llen("default") == jobs.PUBLISH_AT_ONCE
    jobs.sweep()
    assert queue.llen("default") == jobs.PUBLISH_AT_ONCE


def test_only_an_ended_job_is_tried_again(queue: redis.Redis) -> None:
    job = queued()
    with pytest.raises(ConflictError):
        jobs.retry(job)
    jobs.cancel(job)
    assert (jobs.retry(job).state, job.attempts) == ("queued", 0)
