"""Questions: what an annotator asks the reviewer about a clip, pinned to a frame and a box."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from annotation.models.tasks import Task


class Question(models.Model):
    """``frame`` and ``box`` (fractions) may say where; ``answer`` is empty until there is one."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="questions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="questions"
    )
    text = models.TextField()
    frame = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # Whether whoever asked has read the answer.
    seen = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"question on task {self.task_id}"


def with_open_questions(rows: models.QuerySet[Task]) -> models.QuerySet[Any]:
    """Each task with ``open_questions``: how many of its questions wait, in the same statement."""
    waiting = Question.objects.filter(task=models.OuterRef("pk"), answered_at=None).order_by()
    count = waiting.values("task").annotate(count=models.Count("pk")).values("count")
    # The attribute is declared for tasks that come from elsewhere; the plugin takes it for another.
    return rows.annotate(  # type: ignore[no-redef]
        open_questions=Coalesce(models.Subquery(count), 0)
    )
