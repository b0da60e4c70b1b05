"""Asking the reviewer about a clip, and answering: neither holds the work up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from annotation.actions.reviews import Remark, stored_box
from annotation.errors import ConflictError, ForbiddenError
from annotation.models import Question, Role, Task, TaskState

if TYPE_CHECKING:
    from annotation.models import User

# Of one task: more than anybody needs, and an end to a script that went wrong.
MOST = 50


@transaction.atomic
def ask(task: Task, user: User, remark: Remark) -> Question:
    """Put a question to whoever reviews the task."""
    # The lock makes the count below hold against a second request.
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if locked.assignee_id != user.pk:
        raise ForbiddenError("Only the person who labels it can ask about it.", code="not_yours")
    if locked.state == TaskState.ACCEPTED:
        raise ConflictError("This task is accepted already.", code="accepted")
    if Question.objects.filter(task=locked).count() >= MOST:
        raise ConflictError(f"A task has at most {MOST} questions.", code="too_many")
    return Question.objects.create(
        task=task, author=user, text=remark.text, frame=remark.frame, box=stored_box(remark.box)
    )


def withdraw(question: Question, user: User) -> None:
    """Delete one's own question, as long as nobody has answered."""
    if question.author_id != user.pk:
        raise ForbiddenError("Only the person who asked can take it back.", code="not_yours")
    # The condition decides the race against an answer.
    deleted, _ = Question.objects.filter(pk=question.pk, answered_at=None).delete()
    if not deleted:
        raise ConflictError("This question is answered already.", code="answered")


def answer(question: Question, user: User, role: Role, *, text: str) -> Question:
    """Answer, or say it better than the last time; one's own question is for somebody else."""
    if question.author_id == user.pk and role != Role.MANAGER:
        raise ForbiddenError("Your own question is answered by somebody else.", code="own_work")
    question.answer, question.answered_by, question.answered_at = text, user, timezone.now()
    question.seen = False
    question.save(update_fields=["answer", "answered_by", "answered_at", "seen"])
    return question


def see(task: Task, user: User) -> None:
    """Note that the answers to one's own questions about the task are read."""
    task.questions.filter(author=user, seen=False).exclude(answered_at=None).update(seen=True)
