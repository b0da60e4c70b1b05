"""Saving and submitting documents. The revision decides every race; no save is lost silently."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from annotation.access import Draft
from annotation.actions import tasks, traces, webhooks
from annotation.domain import document as documents
from annotation.domain import submission
from annotation.domain.document import Document
from annotation.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    NotReadyError,
    Problem,
    StaleRevisionError,
)
from annotation.models import (
    Annotation,
    AnnotationState,
    Event,
    ReviewPolicy,
    Task,
    TaskState,
    Video,
    history,
)

if TYPE_CHECKING:
    from annotation.models import User

STALE = "Somebody saved since the revision this is based on."


class Stored(NamedTuple):
    """What a save left."""

    id: int
    revision: int
    document: dict[str, Any]
    state: str


def save(draft: Draft, user: User, document: object, *, revision: int) -> Stored:
    """Replace the document unless somebody saved since ``revision``; the lease is renewed.

    Sending the same save again answers as the first time.
    """
    _may_change(draft, user)
    data = documents.dump(documents.parse(document, frame_count=draft.frame_count))
    now = timezone.now()
    with transaction.atomic():
        # One UPDATE decides the race, against other saves and against a submission.
        stored = Annotation.objects.filter(
            pk=draft.id, revision=revision, state=draft.state
        ).update(document=data, revision=revision + 1, saved_by=user, updated_at=now)
        if stored and draft.task_id is not None:
            until = now + timedelta(minutes=draft.lease_minutes)
            tasks.keep(draft.task_id, user, until, state=draft.task_state)
    if not stored:
        return _stored_already(draft, data, revision)
    return Stored(draft.id, revision + 1, data, draft.state)


def restore(draft: Draft, user: User, number: int, *, revision: int) -> Stored:
    """Save an earlier revision's document again, as a new revision; nothing is taken out."""
    _may_change(draft, user)
    document = history.document_at(draft.id, number)
    if document is None:
        raise NotFoundError("There is no such earlier revision.")
    return save(draft, user, document, revision=revision)


def _may_change(draft: Draft, user: User) -> None:
    """Raise unless the person may save now: its author before submission, then its reviewer."""
    if draft.state == AnnotationState.ACCEPTED:
        raise ForbiddenError("This annotation is accepted; it stays as it is.", code="accepted")
    if draft.state == AnnotationState.SUBMITTED:
        if draft.task_state != TaskState.SUBMITTED or draft.reviewer_id != user.pk:
            raise ForbiddenError(
                "This annotation is submitted; only its reviewer can change it.", code="submitted"
            )
    elif draft.author_id != user.pk:
        raise ForbiddenError(
            "Somebody is still working on this; it can be changed once it is submitted.",
            code="not_submitted",
        )


def _stored_already(draft: Draft, data: dict[str, Any], revision: int) -> Stored:
    """The row as it is, if this very save made it; else it is stale or was submitted meanwhile."""
    row = Annotation.objects.only("revision", "document", "state").get(pk=draft.id)
    if row.revision != revision + 1 or row.document != data:
        check_revision(row, revision)
        raise ConflictError(
            f"The annotation went from {draft.state} to {row.state} meanwhile; load it again."
        )
    return Stored(row.pk, row.revision, row.document, row.state)


def check_revision(annotation: Annotation, revision: int) -> None:
    """Raise ``StaleRevisionError`` unless the row is at ``revision``."""
    if annotation.revision != revision:
        raise StaleRevisionError(
            STALE,
            {
                "id": annotation.pk,
                "revision": annotation.revision,
                "document": annotation.document,
            },
        )


@transaction.atomic
def submit(task: Task, user: User, *, revision: int) -> Task:
    """Hand the document in for review (or accept it at once where nothing is reviewed).

    Raises ``NotReadyError`` with everything that is missing. Submitting a revision twice has one
    effect.
    """
    if task.assignee_id != user.pk:
        raise ForbiddenError("Only the person who labels it can submit it.", code="not_yours")
    row, task = lock(task)
    check_revision(row, revision)
    if row.state in {AnnotationState.SUBMITTED, AnnotationState.ACCEPTED}:
        return task
    if task.state == TaskState.SKIPPED and not tasks.is_lapsed(task):
        raise ConflictError("You skipped this; take it up again to submit it.", code="skipped")
    document = check_ready(row)
    task.submitted_at = timezone.now()
    task.lease_until = task.reviewer = None
    task.skip_reason = ""
    emit(Event.TASK_SUBMITTED, row)
    if task.project.review_policy == ReviewPolicy.NONE:
        accept(row, task, document)
    else:
        move(row, AnnotationState.SUBMITTED, task, TaskState.SUBMITTED)
        traces.rewrite(row, document)
    return task


def move(annotation: Annotation, state: AnnotationState, task: Task, task_state: TaskState) -> None:
    """Bring the locked rows into their new states; nobody reviews the task any more."""
    annotation.state, task.state, task.review_until = state, task_state, None
    annotation.save(update_fields=["state", "updated_at"])
    task.save(
        update_fields=[
            "state",
            "lease_until",
            "reviewer",
            "review_until",
            "skip_reason",
            "submitted_at",
            "updated_at",
        ]
    )


def lock(task: Task) -> tuple[Annotation, Task]:
    """The annotation and its task, both locked; always in this order, as saving does.

    The given task's project, video and assignee go with them.
    """
    annotation = Annotation.objects.select_for_update().filter(task=task).first()
    if annotation is None:
        raise ConflictError("Nobody has begun this task.", code="not_begun")
    locked = Task.objects.select_for_update().get(pk=task.pk)
    locked.annotation = annotation
    annotation.project = locked.project = task.project
    annotation.video = locked.video = task.video
    if locked.assignee_id == task.assignee_id:
        locked.assignee = task.assignee
    return annotation, locked


def check_ready(annotation: Annotation) -> Document:
    """The parsed document, if nothing stands between it and acceptance."""
    frames = annotation.video.frame_count or 0
    try:
        document = documents.parse(annotation.document)
        found = submission.problems(
            document,
            frame_count=frames,
            require_explanation=annotation.project.require_explanation,
        )
    except InvalidError as error:
        found = error.problems
    if found:
        raise NotReadyError(found, _how_many(found))
    return document


def _how_many(found: list[Problem]) -> str:
    if len(found) == 1:
        return "One thing is missing before this can be submitted."
    return f"{len(found)} things are missing before this can be submitted."


def accept(annotation: Annotation, task: Task, document: Document) -> None:
    """Make the locked annotation its video's accepted document; call inside a transaction."""
    move(annotation, AnnotationState.ACCEPTED, task, TaskState.ACCEPTED)
    Video.objects.filter(pk=annotation.video_id).update(
        accepted=annotation, updated_at=annotation.updated_at
    )
    traces.rewrite(annotation, document)
    emit(Event.TASK_ACCEPTED, annotation)


def emit(event: Event, annotation: Annotation) -> None:
    """Tell the project's webhooks, inside the transaction of the cause."""
    webhooks.emit(
        annotation.project_id,
        event,
        {
            "task": annotation.task_id,
            "video": annotation.video_id,
            "annotation": annotation.pk,
            "revision": annotation.revision,
        },
    )
