"""Jobs: background runs, written in the transaction of their cause and safe to run twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from annotation.models.projects import Project, Role
from annotation.models.videos import Video

if TYPE_CHECKING:
    from annotation.models.users import User


class JobKind(models.TextChoices):
    PREPARE = "prepare"
    EXPORT = "export"
    DRAW = "draw"
    TRAIN = "train"
    EVALUATE = "evaluate"
    PREDICT = "predict"
    REWARD = "reward"


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """The jobs of the projects this person reviews or manages."""
        if user.is_superuser:
            return self
        return self.filter(
            project__memberships__user=user,
            project__memberships__active=True,
            project__memberships__role__in=[Role.REVIEWER, Role.MANAGER],
        )


class Job(models.Model):
    """``heartbeat_at`` is touched while a worker has it; a stale one is taken up again.

    ``published_at`` is when it was last sent to the queue; ``progress`` runs from 0 to 1.
    """

    kind = models.CharField(max_length=16, choices=JobKind.choices)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    # Without an index of its own: those below begin with it.
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="jobs", db_index=False
    )
    video = models.ForeignKey(
        Video, on_delete=models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    queue = models.CharField(max_length=16, default="default")
    progress = models.FloatField(default=0.0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["state", "published_at"],
                name="job_waiting",
                condition=models.Q(state__in=["queued", "running"]),
            ),
            models.Index(fields=["project", "-id"], name="job_newest"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} ({self.kind}, {self.state})"
