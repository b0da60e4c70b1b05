"""Tasks: one video to be labelled once by one person, handed out under a lease."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from annotation.models.projects import Project, Role
from annotation.models.videos import Video

if TYPE_CHECKING:
    from annotation.models.users import User


class Purpose(models.TextChoices):
    """Why a task exists. Annotators see ``label`` for all three."""

    LABEL = "label"
    GOLD = "gold"
    CONTROL = "control"


class TaskState(models.TextChoices):
    """``open`` waits (with an assignee: a lapsed lease); ``returned`` waits for its assignee."""

    OPEN = "open"
    LEASED = "leased"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"


class SkipReason(models.TextChoices):
    """Why a task was put aside; ``lease_lapsed`` is nobody's word, and loses nothing."""

    UNPLAYABLE = "unplayable"
    DISTURBING = "disturbing"
    CANNOT_JUDGE = "cannot_judge"
    NOT_A_VIDEO = "not_a_video"
    OTHER = "other"
    LEASE_LAPSED = "lease_lapsed"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> TaskQuerySet:
        """Their own tasks; in projects where they review or manage, everybody's."""
        if user.is_superuser:
            return self
        mine = models.Q(assignee=user)
        reviewed = models.Q(
            project__in=Project.objects.filter(
                memberships__user=user,
                memberships__active=True,
                memberships__role__in=[Role.REVIEWER, Role.MANAGER],
            )
        )
        member = models.Q(
            project__in=Project.objects.filter(memberships__user=user, memberships__active=True)
        )
        return self.filter(member & (mine | reviewed))


class Task(models.Model):
    """One video, one person. A person never has two tasks on one video."""

    # Without an index of their own: those below begin with project and with assignee.
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="tasks", db_index=False
    )
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="tasks")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        db_index=False,
    )
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.LABEL)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    priority = models.IntegerField(default=0)
    shuffle = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_until = models.DateTimeField(null=True, blank=True)
    active_seconds = models.PositiveIntegerField(default=0)
    skip_reason = models.CharField(
        max_length=32, choices=SkipReason.choices, default="", blank=True
    )
    skip_note = models.CharField(max_length=500, default="", blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Not stored: counted by ``with_open_questions``, null where nobody has.
    open_questions: int | None = None

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["video", "assignee"],
                condition=models.Q(assignee__isnull=False),
                name="one_task_per_video_and_person",
            ),
            models.CheckConstraint(
                name="leased_task_has_assignee_and_end",
                condition=~models.Q(state="leased")
                | models.Q(assignee__isnull=False, lease_until__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["project", "-priority", "shuffle", "id"],
                name="task_queue",
                condition=models.Q(state="open"),
            ),
            models.Index(
                fields=["project", "submitted_at", "id"],
                name="task_review_queue",
                condition=models.Q(state="submitted"),
            ),
            models.Index(
                fields=["lease_until"], name="task_leases", condition=models.Q(state="leased")
            ),
            models.Index(fields=["assignee", "project", "state"], name="task_by_person"),
            models.Index(fields=["project", "-id"], name="task_newest"),
        ]

    def __str__(self) -> str:
        return f"task {self.pk} ({self.state})"
