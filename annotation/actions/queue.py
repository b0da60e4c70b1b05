"""Handing out work: each call leases another task, and no task goes to two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from annotation.actions import tasks
from annotation.errors import ConflictError
from annotation.models import Annotation, Project, Role, Task, TaskState
from annotation.models.tasks import LEASE_LAPSED

if TYPE_CHECKING:
    from annotation.models import User

ATTEMPTS = 10
ONE_TASK_PER_VIDEO = "one_task_per_video_and_person"


def next_to_label(project: Project, user: User) -> Task | None:
    """Lease the next task: returned ones first, then lapsed ones of one's own, then the queue.

    None when there is nothing. The task comes with its project, video and annotation.
    """
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                if attempt:
                    _take_turns(user)
                return _own(project, user) or _open(project, user) or _after_lapse(project, user)
        except IntegrityError as error:
            if ONE_TASK_PER_VIDEO not in str(error):
                raise
            # Two requests of one person met on two tasks of one video; the other one has it.
    raise ConflictError("Too many requests of yours at once; ask again.")


def _take_turns(user: User) -> None:
    """Let a person's requests pass one by one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x7A5C, user.pk])


def _locked(rows: QuerySet[Task]) -> Task | None:
    """The first row that no other transaction holds, with its video and annotation."""
    return (
        rows.select_for_update(skip_locked=True, of=("self",))
        .select_related("video", "annotation", "assignee")
        .defer("video__imported", "video__provenance")
        .first()
    )


def _own(project: Project, user: User) -> Task | None:
    waiting = Task.objects.filter(
        project=project, assignee=user, state__in=[TaskState.RETURNED, TaskState.OPEN]
    )
    # "returned" sorts after "open".
    task = _locked(waiting.order_by("-state", "id"))
    return None if task is None else _leased(task, project, user)


def _open(project: Project, user: User) -> Task | None:
    mine = Task.objects.filter(video=OuterRef("video"), assignee=user)
    queue = Task.objects.filter(~Exists(mine), project=project, state=TaskState.OPEN)
    task = _locked(queue.order_by("-priority", "shuffle", "id"))
    if task is None:
        return None
    if task.assignee_id is not None or hasattr(task, "annotation"):
        task = _instead_of(task)
    return _leased(task, project, user)


def _after_lapse(project: Project, user: User) -> Task | None:
    """Only when nothing is open is it worth looking for leases that ran out just now."""
    if not tasks.release_lapsed(project):
        return None
    return _own(project, user) or _open(project, user)


def _instead_of(lapsed: Task) -> Task:
    """A fresh task for the same video; what its first assignee did stays theirs."""
    Task.objects.filter(pk=lapsed.pk).update(state=TaskState.SKIPPED, skip_reason=LEASE_LAPSED)
    return Task(video=lapsed.video, **tasks.copied(lapsed))


def _leased(task: Task, project: Project, user: User) -> Task:
    task.project, task.assignee = project, user
    task.state, task.lease_until = TaskState.LEASED, tasks.lease_end(project)
    task.skip_reason = ""
    if task.pk is None:
        task.save()
    else:
        task.save(update_fields=["assignee", "state", "lease_until", "skip_reason", "updated_at"])
    if not hasattr(task, "annotation"):
        task.annotation = Annotation.objects.create(
            project=project, video_id=task.video_id, task=task, author=user
        )
    return task


def next_to_review(project: Project, user: User, role: Role) -> Task | None:
    """Lease the submission that has waited longest and that nobody is reviewing.

    A manager's own work comes after that of others, a reviewer's own never; what the person is
    reviewing already comes again only when there is nothing else.
    """
    now = timezone.now()
    free = Q(review_until__isnull=True) | Q(review_until__lte=now)
    waiting = Task.objects.filter(project=project, state=TaskState.SUBMITTED)
    waiting = waiting.order_by("submitted_at", "id")
    sources = [waiting.filter(free).exclude(assignee=user), waiting.filter(reviewer=user)]
    if role == Role.MANAGER:
        sources.insert(1, waiting.filter(free, assignee=user))
    with transaction.atomic():
        for source in sources:
            task = _locked(source)
            if task is not None:
                task.project = project
                return review(task, user)
    return None


def review(task: Task, user: User) -> Task:
    """Give the locked, submitted task to this reviewer for one lease."""
    task.reviewer, task.review_until = user, tasks.lease_end(task.project)
    task.save(update_fields=["reviewer", "review_until", "updated_at"])
    return task
