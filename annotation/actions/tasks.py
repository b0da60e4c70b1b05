"""The life of a task: made, handed out under a lease, renewed, skipped."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from annotation.domain import document as documents
from annotation.domain.document import Document, Verdict
from annotation.errors import ConflictError, ForbiddenError
from annotation.models import (
    Annotation,
    AnnotationState,
    LabelReal,
    Project,
    SkipReason,
    Task,
    TaskState,
    Video,
    VideoLabel,
)

if TYPE_CHECKING:
    from annotation.models import User

# Once this many people have skipped a video, nobody else is asked.
SKIPS = 3
# What its assignee still holds or may take up without asking: a lapsed lease loses nothing.
HELD = Q(state__in=[TaskState.LEASED, TaskState.OPEN, TaskState.RETURNED]) | Q(
    state=TaskState.SKIPPED, skip_reason=SkipReason.LEASE_LAPSED
)


def is_lapsed(task: Task) -> bool:
    """Whether the task was given up only because its lease ran out and another person took it."""
    return task.state == TaskState.SKIPPED and task.skip_reason == SkipReason.LEASE_LAPSED


def lease_end(project: Project) -> datetime:
    """When a lease that begins now ends."""
    return timezone.now() + timedelta(minutes=project.lease_minutes)


@transaction.atomic
def create_for(video: Video) -> None:
    """Make the tasks of a video that became ready, or accept a real one that nobody is to label.

    Safe to call twice, and for a video whose accepted document was imported.
    """
    video = Video.objects.select_for_update(of=("self",)).select_related("project").get(pk=video.pk)
    if video.accepted_id is not None or video.tasks.exists():
        return
    if video.label == VideoLabel.REAL and not _hands_out_real(video):
        _accept_as_real(video)
        return
    Task.objects.bulk_create(
        Task(project=video.project, video=video, priority=video.priority, shuffle=video.shuffle)
        for _ in range(video.project.overlap)
    )


def _hands_out_real(video: Video) -> bool:
    """Whether annotators get this real video; the same answer for the same bytes every time."""
    if video.project.label_real != LabelReal.SHARE:
        return video.project.label_real == LabelReal.ALL
    digest = hashlib.sha256(f"label_real:{video.sha256}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32 < video.project.real_share


def _accept_as_real(video: Video) -> None:
    now = timezone.now()
    accepted = Annotation.objects.create(
        project=video.project,
        video=video,
        document=documents.dump(Document(verdict=Verdict.REAL)),
        state=AnnotationState.ACCEPTED,
    )
    Video.objects.filter(pk=video.pk).update(accepted=accepted, updated_at=now)


def release_lapsed(project: Project | None = None) -> int:
    """Open the tasks whose lease has run out; each keeps its assignee. Return how many."""
    lapsed = Task.objects.filter(state=TaskState.LEASED, lease_until__lt=timezone.now())
    if project is not None:
        lapsed = lapsed.filter(project=project)
    return lapsed.update(state=TaskState.OPEN, lease_until=None)


def keep(
    task_id: int, user: User, until: datetime, *, state: str | None, active_seconds: int = 0
) -> bool:
    """Renew the person's lease, for labelling or for review; False if they hold none.

    ``state`` is the one that was seen. A lapsed lease is taken up again, even after another person
    was given the video.
    """
    rows = Task.objects.filter(pk=task_id)
    if state == TaskState.SUBMITTED:
        return bool(
            rows.filter(state=TaskState.SUBMITTED, reviewer=user).update(review_until=until)
        )
    changes: dict[str, Any] = {"lease_until": until}
    if active_seconds:
        changes["active_seconds"] = F("active_seconds") + active_seconds
    # The usual case alone is the cheaper question.
    if state == TaskState.LEASED and rows.filter(state=state, assignee=user).update(**changes):
        return True
    changes |= {"state": TaskState.LEASED, "skip_reason": ""}
    return bool(rows.filter(HELD, assignee=user).update(**changes))


def heartbeat(task: Task, user: User, *, active_seconds: int = 0) -> Task:
    """Renew the lease and add to the time the person was active."""
    until = lease_end(task.project)
    if not keep(task.pk, user, until, state=task.state, active_seconds=active_seconds):
        raise ConflictError("You do not hold this task now.", code="not_held")
    return _fresh(task)


def _fresh(task: Task) -> Task:
    """The task with its own columns read again; project, video and annotation stay."""
    task.refresh_from_db(
        fields=[
            "state",
            "lease_until",
            "reviewer",
            "review_until",
            "skip_reason",
            "skip_note",
            "active_seconds",
        ]
    )
    return task


@transaction.atomic
def lease(task: Task, user: User) -> Task:
    """Take up a task of one's own again, also one that was returned, lapsed or skipped."""
    if task.assignee_id != user.pk:
        raise ForbiddenError("This task is not yours; ask for the next one.", code="not_yours")
    ended = [TaskState.SUBMITTED, TaskState.ACCEPTED]
    taken = (
        Task.objects.filter(pk=task.pk, assignee=user)
        .exclude(state__in=ended)
        .update(
            state=TaskState.LEASED,
            lease_until=lease_end(task.project),
            skip_reason="",
            skip_note="",
        )
    )
    if not taken:
        raise ConflictError("This task is submitted already.", code="submitted")
    if getattr(task, "annotation", None) is None:
        begin(task, user)
    return _fresh(task)


@transaction.atomic
def release(task: Task, user: User) -> Task:
    """Let go of a task that was taken ahead of its turn; what was begun stays with its assignee.

    Of a task that the person does not hold, nothing changes.
    """
    Task.objects.filter(pk=task.pk, state=TaskState.SUBMITTED, reviewer=user).update(
        reviewer=None, review_until=None
    )
    # In this order, as saving does: a save that comes first makes it begun.
    annotation = Annotation.objects.select_for_update().filter(task=task).first()
    held = Task.objects.filter(pk=task.pk, assignee=user, state=TaskState.LEASED)
    if annotation is None or annotation.revision == 0:
        let_go = held.update(state=TaskState.OPEN, assignee=None, lease_until=None)
        if let_go and annotation is not None:
            annotation.delete()
    elif annotation.state == AnnotationState.RETURNED:
        held.update(state=TaskState.RETURNED, lease_until=None)
    else:
        held.update(state=TaskState.OPEN, lease_until=None)
    return _fresh(task)


def begin(task: Task, user: User) -> Annotation:
    """The annotation of a task that nobody has begun: empty, at revision 0."""
    return Annotation.objects.create(
        project_id=task.project_id, video_id=task.video_id, task=task, author=user
    )


@transaction.atomic
def skip(task: Task, user: User, *, reason: SkipReason, note: str = "") -> Task:
    """Put the task aside for good; others get the video until ``SKIPS`` people have skipped it."""
    if task.assignee_id != user.pk:
        raise ForbiddenError("Only the person who labels it can skip it.", code="not_yours")
    skipped = Task.objects.filter(
        pk=task.pk,
        assignee=user,
        state__in=[TaskState.LEASED, TaskState.OPEN, TaskState.RETURNED],
    ).update(state=TaskState.SKIPPED, skip_reason=reason, skip_note=note, lease_until=None)
    _fresh(task)
    if skipped:
        _replace(task)
    elif task.state != TaskState.SKIPPED:
        raise ConflictError("This task is submitted already.", code="submitted")
    return task


def _replace(skipped: Task) -> None:
    given_up = Task.objects.filter(video=skipped.video_id, state=TaskState.SKIPPED)
    if given_up.exclude(skip_reason=SkipReason.LEASE_LAPSED).count() < SKIPS:
        Task.objects.create(**copied(skipped))


def copied(task: Task) -> dict[str, Any]:
    """What a further task for the same video has in common with this one."""
    return {
        "project_id": task.project_id,
        "video_id": task.video_id,
        "purpose": task.purpose,
        "priority": task.priority,
        "shuffle": task.shuffle,
    }
