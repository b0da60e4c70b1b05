"""Ask for predictions: of chosen videos, of all that lack one, or by themselves as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from annotation.actions import jobs
from annotation.errors import ConflictError, InvalidError, Problem
from annotation.models import Job, JobKind, JobState, Project, User, Video, VideoState
from reward.actions import serving
from reward.models import Batch, Checkpoint, Policy, Prediction, Serving, Skipped

# After a batch failed or was cancelled, the sweep leaves the checkpoint alone for so long.
PAUSE = timedelta(hours=1)
NOT_READY = "It is not ready."  # why a chosen video was left out that may be predicted later


@transaction.atomic
def ask(project: Project, user: User | None, *, videos: Sequence[int] | None = None) -> Job:
    """Have the serving checkpoint predict these videos, or all ready ones that it has not."""
    checkpoint = answering(project)
    if videos is not None:
        _demand_all(project, videos)
    return _start(project, checkpoint, user, videos)


def answering(project: Project) -> Checkpoint:
    """The serving checkpoint, or a sentence that says what to do about there being none."""
    checkpoint = serving.checkpoint_for(project)
    if checkpoint is None:
        raise ConflictError(
            f"No model serves {project.slug} yet: train one and promote its checkpoint, or let a "
            "superuser choose a default for the site.",
            code="no_serving_checkpoint",
        )
    return checkpoint


def _demand_all(project: Project, videos: Sequence[int]) -> None:
    known = set(Video.objects.filter(project=project, pk__in=videos).values_list("pk", flat=True))
    problems = [
        Problem("unknown_video", f"videos/{place}", f"There is no video {video_id} in the project.")
        for place, video_id in enumerate(videos)
        if video_id not in known
    ]
    if problems:
        raise InvalidError(problems)


def _start(
    project: Project, checkpoint: Checkpoint, user: User | None, videos: Iterable[int] | None
) -> Job:
    (job,) = jobs.start([Job(kind=JobKind.PREDICT, project=project, queue="gpu", created_by=user)])
    chosen = None if videos is None else sorted(set(videos))
    Batch.objects.create(job=job, checkpoint=checkpoint, videos=chosen)
    return job


def missing(project: Project, checkpoint: Checkpoint) -> QuerySet[Video]:
    """The project's ready videos whose content the checkpoint has not predicted."""
    predicted = Prediction.objects.filter(checkpoint=checkpoint, sha256=OuterRef("sha256"))
    return Video.objects.filter(~Exists(predicted), project=project, state=VideoState.READY)


def due(batch: Batch) -> list[int]:
    """The ids that the batch still has to predict, newest first, lost ones among them."""
    job = batch.job
    if batch.videos is None:
        rows = missing(job.project, batch.checkpoint)
        return list(rows.order_by("-pk").values_list("pk", flat=True))
    predicted = Prediction.objects.filter(checkpoint=batch.checkpoint, sha256=OuterRef("sha256"))
    rows = Video.objects.filter(Exists(predicted), pk__in=batch.videos)
    done = set(rows.values_list("pk", flat=True))
    return [video_id for video_id in reversed(batch.videos) if video_id not in done]


def start_due() -> None:
    """Have new videos predicted where a checkpoint serves and the policy says ``suggest``.

    One job of a project at a time. Videos with an accepted document need no suggestions, those
    that the checkpoint could not read are not tried again, and after a failed or cancelled batch
    there is a pause.
    """
    silent = Policy.objects.filter(suggest=False).values("project")
    busy = Job.objects.filter(
        kind=JobKind.PREDICT, state__in=[JobState.QUEUED, JobState.RUNNING]
    ).values("project")
    projects = Project.objects.exclude(pk__in=silent).exclude(pk__in=busy)
    if not Serving.objects.filter(project=None, checkpoint__isnull=False).exists():
        projects = projects.filter(serving__checkpoint__isnull=False)
    for project in projects:
        checkpoint = serving.checkpoint_for(project)
        if checkpoint is None or _paused(project, checkpoint):
            continue
        if _waiting(project, checkpoint).exists():
            _start_once(project, checkpoint)


def _paused(project: Project, checkpoint: Checkpoint) -> bool:
    last = Batch.objects.filter(job__project=project, checkpoint=checkpoint).order_by("pk").last()
    if last is None or last.job.state == JobState.DONE:
        return False
    ended = last.job.finished_at
    return ended is not None and ended > timezone.now() - PAUSE


def _waiting(project: Project, checkpoint: Checkpoint) -> QuerySet[Video]:
    unread = Skipped.objects.filter(batch__checkpoint=checkpoint, video=OuterRef("pk"))
    unread = unread.exclude(reason=NOT_READY)
    return missing(project, checkpoint).filter(~Exists(unread), accepted=None)


@transaction.atomic
def _start_once(project: Project, checkpoint: Checkpoint) -> None:
    # Two sweeps may overlap; the lock lets the second one see the job of the first.
    Project.objects.select_for_update().get(pk=project.pk)
    running = Job.objects.filter(
        project=project, kind=JobKind.PREDICT, state__in=[JobState.QUEUED, JobState.RUNNING]
    )
    if not running.exists():
        videos = list(_waiting(project, checkpoint).values_list("pk", flat=True))
        _start(project, checkpoint, None, videos)
