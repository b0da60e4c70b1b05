"""Handing out work: each call leases another task, and no task goes to two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from annotation.actions import tasks
from annotation.errors import ConflictError
from annotation.models import Annotation, Project, Role, SkipReason, Task, TaskState, Video

if TYPE_CHECKING:
    from annotation.models import User

# Choosing and leasing in one statement: whatever another transaction holds is passed over.
_TAKE_OWN = """
UPDATE annotation_task
SET state = %(leased)s, lease_until = %(until)s, skip_reason = '', updated_at = %(now)s
WHERE id = (
    SELECT id FROM annotation_task
    WHERE project_id = %(project)s AND assignee_id = %(user)s
        AND state IN (%(returned)s, %(open)s)
    ORDER BY state DESC, id  -- "returned" sorts after "open", and an index has this order
    LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
# Somebody's lapsed or begun task is skipped for good; the asker is to get a fresh one instead.
# The inner SELECT, unlike NOT EXISTS, cannot become a join: whatever the statistics say (after an
# import they say nothing), the queue is read in the order of its index and left at the first fit.
_TAKE_OPEN = """
WITH chosen AS MATERIALIZED (
    SELECT id, assignee_id FROM annotation_task AS task
    WHERE project_id = %(project)s AND state = %(open)s AND (
        SELECT mine.id FROM annotation_task AS mine
        WHERE mine.video_id = task.video_id AND mine.assignee_id = %(user)s
    ) IS NULL
    ORDER BY priority DESC, shuffle, id
    LIMIT 1 FOR UPDATE SKIP LOCKED
), judged AS MATERIALIZED (
    SELECT id, assignee_id IS NOT NULL OR EXISTS (
        SELECT FROM annotation_annotation WHERE task_id = chosen.id
    ) AS begun
    FROM chosen
)
UPDATE annotation_task AS task
SET state = CASE WHEN begun THEN %(skipped)s ELSE %(leased)s END,
    skip_reason = CASE WHEN begun THEN %(lapsed)s ELSE '' END,
    assignee_id = CASE WHEN begun THEN assignee_id ELSE %(user)s END,
    lease_until = CASE WHEN begun THEN NULL ELSE %(until)s END,
    updated_at = %(now)s
FROM judged WHERE task.id = judged.id
RETURNING task.*
"""
_VIDEO = "SELECT * FROM annotation_video WHERE id = %s"
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


def _terms(project: Project, user: User) -> dict[str, Any]:
    return {
        "project": project.pk,
        "user": user.pk,
        "now": timezone.now(),
        "until": tasks.lease_end(project),
        "lapsed": SkipReason.LEASE_LAPSED.value,
        **{state.value: state.value for state in TaskState},
    }


def _own(project: Project, user: User) -> Task | None:
    task = next(iter(Task.objects.raw(_TAKE_OWN, _terms(project, user))), None)
    return None if task is None else _equipped(task, project, user)


def _open(project: Project, user: User) -> Task | None:
    task = next(iter(Task.objects.raw(_TAKE_OPEN, _terms(project, user))), None)
    if task is None:
        return None
    if task.state == TaskState.SKIPPED:
        task = _instead_of(task, project, user)
    return _equipped(task, project, user, begun=False)


def _instead_of(lapsed: Task, project: Project, user: User) -> Task:
    """A fresh task for the same video; what its first assignee did stays theirs."""
    return Task.objects.create(
        **tasks.copied(lapsed),
        assignee=user,
        state=TaskState.LEASED,
        lease_until=tasks.lease_end(project),
    )


def _after_lapse(project: Project, user: User) -> Task | None:
    """Only when nothing is open is it worth looking for leases that ran out just now."""
    if not tasks.release_lapsed(project):
        return None
    return _own(project, user) or _open(project, user)


def _equipped(task: Task, project: Project, user: User, *, begun: bool = True) -> Task:
    """The task with all that an answer shows; ``begun`` unless it is new to everybody."""
    task.project, task.assignee = project, user
    task.video = Video.objects.raw(_VIDEO, [task.video_id])[0]
    annotation = Annotation.objects.filter(task=task).first() if begun else None
    if not begun:
        task.open_questions = 0
    task.annotation = annotation or tasks.begin(task, user)
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


def _locked(rows: QuerySet[Task]) -> Task | None:
    """The first row that no other transaction holds, with its video and annotation."""
    return (
        rows.select_for_update(skip_locked=True, of=("self",))
        .select_related("video", "annotation", "assignee")
        .defer("video__imported", "video__provenance")
        .first()
    )


def review(task: Task, user: User) -> Task:
    """Give the locked, submitted task to this reviewer for one lease."""
    task.reviewer, task.review_until = user, tasks.lease_end(task.project)
    task.save(update_fields=["reviewer", "review_until", "updated_at"])
    return task
