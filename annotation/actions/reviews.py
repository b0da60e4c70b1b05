"""Deciding about submissions: accept, or return with comments pinned to frames and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from annotation.actions import annotations as drafts
from annotation.actions import queue
from annotation.domain.geometry import Box
from annotation.errors import ConflictError, ForbiddenError
from annotation.models import (
    Annotation,
    AnnotationState,
    Comment,
    Decision,
    Event,
    Review,
    Role,
    Task,
    TaskState,
)

if TYPE_CHECKING:
    from annotation.models import User


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment about to be made; ``frame`` None means the whole video."""

    text: str
    frame: int | None = None
    box: Box | None = None


@transaction.atomic
def hold(task: Task, user: User, role: Role) -> Task:
    """Take up a known submission for review."""
    locked = Task.objects.select_for_update().get(pk=task.pk)
    _may_review(locked, user, role)
    task.state = TaskState.SUBMITTED
    return queue.review(task, user)


@transaction.atomic
def accept(task: Task, user: User, role: Role, *, revision: int | None = None) -> Task:
    """Make the submission the video's accepted document; the same decision twice is one."""
    annotation, locked = drafts.lock(task)
    if _decided(locked, user, Decision.ACCEPT):
        return locked
    _may_review(locked, user, role)
    if revision is not None:
        drafts.check_revision(annotation, revision)
    document = drafts.check_ready(annotation)
    _record(annotation, locked, user, Decision.ACCEPT)
    drafts.accept(annotation, locked, document)
    return locked


@transaction.atomic
def send_back(task: Task, user: User, role: Role, remarks: Sequence[Remark]) -> Task:
    """Return the submission to its assignee with at least one comment."""
    annotation, locked = drafts.lock(task)
    if _decided(locked, user, Decision.RETURN):
        return locked
    _may_review(locked, user, role)
    review = _record(annotation, locked, user, Decision.RETURN)
    Comment.objects.bulk_create(
        Comment(review=review, text=remark.text, frame=remark.frame, box=stored_box(remark.box))
        for remark in remarks
    )
    drafts.move(annotation, AnnotationState.RETURNED, locked, TaskState.RETURNED)
    drafts.emit(Event.TASK_RETURNED, annotation)
    return locked


@transaction.atomic
def answer(task: Task, user: User, comment: Comment, *, done: bool, reply: str) -> Task:
    """Say what became of a comment, while its task is being labelled again."""
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if locked.assignee_id != user.pk:
        raise ForbiddenError("Only the person who labels it answers comments.", code="not_yours")
    if locked.state in {TaskState.SUBMITTED, TaskState.ACCEPTED}:
        raise ConflictError("This is submitted; its answers stay as they are.", code="submitted")
    Comment.objects.filter(pk=comment.pk).update(done=done, reply=reply)
    return task


def _decided(task: Task, user: User, decision: Decision) -> bool:
    """Whether this person made this decision already and nothing was decided since."""
    if task.state == TaskState.SUBMITTED:
        return False
    last = task.reviews.order_by("-id").first()
    return last is not None and last.reviewer_id == user.pk and last.decision == decision


def _may_review(task: Task, user: User, role: Role) -> None:
    if task.state != TaskState.SUBMITTED:
        raise ConflictError(
            f"Only a submitted task can be reviewed; this one is {task.state}.",
            code="not_submitted",
        )
    if task.assignee_id == user.pk and role != Role.MANAGER:
        raise ForbiddenError("Your own work is reviewed by somebody else.", code="own_work")
    held = task.review_until is not None and task.review_until > timezone.now()
    if held and task.reviewer_id != user.pk:
        raise ConflictError("Somebody else is reviewing this now.", code="held")


def _record(annotation: Annotation, task: Task, user: User, decision: Decision) -> Review:
    task.reviewer = user
    return Review.objects.create(
        task=task, reviewer=user, decision=decision, revision=annotation.revision
    )


def stored_box(box: Box | None) -> list[float] | None:
    """As the column keeps it."""
    return None if box is None else [box.x, box.y, box.w, box.h]
