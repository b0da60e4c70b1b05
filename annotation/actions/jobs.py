"""The life of a job: written with its cause, published on commit, swept up when lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import redis
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from annotation.errors import ConflictError, TelltaleError
from annotation.models import Job, JobKind, JobState, bulk

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# Few messages wait in Redis, so that an export does not stand behind a thousand videos.
PUBLISH_AT_ONCE = 100
# Each queue with the doorway of its workers. By name: only workers import what jobs need.
QUEUES = {"default": "annotation.jobs.run", "gpu": "reward.jobs.run"}
BEAT_EVERY = timedelta(seconds=5)
CANCELLED = "Its preparation was cancelled."
LOST_AFTER = timedelta(seconds=30)
REPUBLISH_AFTER = timedelta(seconds=60)
UNEXPECTED = "An unexpected error stopped this. The log of the worker says more."


class JobCancelledError(TelltaleError):
    """Somebody cancelled the job while it ran."""

    code = "cancelled"


def start(rows: list[Job]) -> list[Job]:
    """Write unsaved jobs of one queue; they are published when the caller's transaction commits.

    Of very many only the first are: the sweeper sends the rest as the queue empties.
    """
    for row, pk in zip(rows, bulk.number(Job, len(rows)), strict=True):
        row.pk = pk
    bulk.insert(rows)
    transaction.on_commit(lambda: publish([job.pk for job in rows[: _room(rows)]]))
    return rows


def _room(rows: list[Job]) -> int:
    """How many more messages the jobs' queue takes now; one job is always sent."""
    if len(rows) <= 1:
        return 1
    return max(PUBLISH_AT_ONCE - _queue_lengths().get(rows[0].queue, 0), 0)


def publish(job_ids: list[int]) -> None:
    """Send jobs to their queue. While Redis is away the rows wait for the sweeper."""
    try:
        for job_id, queue in Job.objects.filter(pk__in=job_ids).values_list("pk", "queue"):
            current_app.send_task(QUEUES[queue], (job_id,), queue=queue)
    except (OperationalError, OSError) as error:
        logger.warning("jobs wait for the sweeper: %s", error)
        return
    Job.objects.filter(pk__in=job_ids).update(published_at=timezone.now())


def run(job_id: int, steps: Mapping[str, Callable[[Job], None]]) -> None:
    """Claim the job and run its step; a refusal or a bug ends it with its reason."""
    if not _claim(job_id):
        return
    job = Job.objects.select_related("project", "video").get(pk=job_id)
    with _heartbeat(job_id):
        try:
            steps[job.kind](job)
        except JobCancelledError:
            _end(job_id, JobState.CANCELLED)
        except TelltaleError as error:
            _end(job_id, JobState.FAILED, error=error.message)
        except Exception:
            # A bug must not leave the row running for ever; the log has the traceback.
            _end(job_id, JobState.FAILED, error=UNEXPECTED)
            raise
        else:
            _end(job_id, JobState.DONE)


def _claim(job_id: int) -> bool:
    """One UPDATE decides which worker has the job; a worker that fell silent has lost it."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    return (
        Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            started_at=now,
            heartbeat_at=now,
            progress=0.0,
            error="",
        )
        == 1
    )


def _end(job_id: int, state: JobState, *, error: str | None = None) -> None:
    """End a running job; without ``error`` a note that its step left there stays."""
    changes: dict[str, Any] = {"progress": 1.0} if state == JobState.DONE else {}
    if error is not None:
        changes["error"] = error
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
        state=state, finished_at=timezone.now(), **changes
    )


def note(job: Job, sentence: str) -> None:
    """Keep a sentence on a running job that may end well all the same, e.g. what it left out."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(error=sentence)


@contextmanager
def _heartbeat(job_id: int) -> Iterator[None]:
    """Touch the job from a thread while the block runs, so that the sweeper leaves it alone."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT_EVERY.total_seconds()):
            Job.objects.filter(pk=job_id).update(heartbeat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def report(job: Job, progress: float) -> None:
    """Record progress (0 to 1); raise ``JobCancelledError`` if somebody cancelled meanwhile."""
    alive = Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        progress=min(max(progress, 0.0), 1.0), heartbeat_at=timezone.now()
    )
    if not alive:
        raise JobCancelledError("The job was cancelled.")


@transaction.atomic
def cancel(job: Job) -> Job:
    """Cancel a job that has not ended; a running one stops at its next report."""
    from annotation.actions import preparation  # preparation starts jobs

    stopped = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING]).update(
        state=JobState.CANCELLED, finished_at=timezone.now()
    )
    if not stopped:
        raise ConflictError("The job has already ended.")
    if job.kind == JobKind.PREPARE and job.video is not None:
        preparation.reject(job.video, CANCELLED)
    job.refresh_from_db()
    return job


@transaction.atomic
def retry(job: Job) -> Job:
    """Queue a failed or cancelled job again, with all its attempts."""
    from annotation.actions import preparation  # preparation starts jobs

    queued = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.QUEUED,
        attempts=0,
        error="",
        progress=0.0,
        finished_at=None,
        published_at=None,
    )
    if not queued:
        raise ConflictError("Only a failed or cancelled job can be tried again.")
    if job.kind == JobKind.PREPARE and job.video is not None:
        preparation.renew(job.video)
    transaction.on_commit(lambda: publish([job.pk]))
    job.refresh_from_db()
    return job


def sweep() -> None:
    """Publish again what no worker got or kept; fail what died ``MAX_ATTEMPTS`` times."""
    now = timezone.now()
    lost = Q(state=JobState.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    died = Job.objects.filter(lost, attempts__gte=MAX_ATTEMPTS)
    for job in list(died.select_related("video")):
        _give_up(job)
    unpublished = Q(
        state=JobState.QUEUED, published_at__isnull=True, created_at__lt=now - BEAT_EVERY
    )
    silent = Q(state=JobState.QUEUED, published_at__lt=now - REPUBLISH_AFTER)
    for queue, length in _queue_lengths().items():
        # A job waits long in a long queue; only in an empty one has its message been lost.
        due = lost | unpublished | silent if length == 0 else lost | unpublished
        waiting = Job.objects.filter(due, queue=queue).order_by("id")
        room = max(PUBLISH_AT_ONCE - length, 0)
        publish(list(waiting.values_list("pk", flat=True)[:room]))


def _queue_lengths() -> dict[str, int]:
    """How many messages wait in each queue; empty while Redis does not answer."""
    try:
        with redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
            return {queue: int(client.llen(queue)) for queue in QUEUES}
    except redis.RedisError as error:
        logger.warning("Redis does not answer: %s", error)
        return {}


def _give_up(job: Job) -> None:
    from annotation.actions import preparation  # preparation starts jobs

    reason = f"The worker died {MAX_ATTEMPTS} times while doing this."
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
            state=JobState.FAILED, error=reason, finished_at=timezone.now()
        )
        if job.kind == JobKind.PREPARE and job.video is not None:
            preparation.reject(job.video, reason)
