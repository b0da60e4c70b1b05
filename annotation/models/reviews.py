"""Reviews: what a reviewer decided about a submission, with comments pinned to frames."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models.tasks import Task


class Decision(models.TextChoices):
    ACCEPT = "accept"
    RETURN = "return"


class Review(models.Model):
    """One decision on one revision of a task's annotation."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reviews"
    )
    decision = models.CharField(max_length=8, choices=Decision.choices)
    revision = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.decision} of task {self.task_id}"


class Comment(models.Model):
    """A reviewer's remark; ``frame`` and ``box`` (x, y, w, h in fractions) may say where.

    ``done`` and ``reply`` are its answer, by the person who labels.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    frame = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    done = models.BooleanField(default=False)
    reply = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"comment on review {self.review_id}"
