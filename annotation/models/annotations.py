"""Annotations: the document one person gives for one video, every earlier revision kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.conf import settings
from django.db import models

from annotation.domain import document as documents
from annotation.domain.taxonomy import Category
from annotation.models.projects import Project, Role
from annotation.models.tasks import Task
from annotation.models.videos import Video

if TYPE_CHECKING:
    from annotation.models.users import User


class AnnotationState(models.TextChoices):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, user: User) -> AnnotationQuerySet:
        """Their own; in projects where they review or manage, everybody's."""
        if user.is_superuser:
            return self
        members = Project.objects.filter(memberships__user=user, memberships__active=True)
        # One filter: a second one would look at anybody's membership.
        reviewed = Project.objects.filter(
            memberships__user=user,
            memberships__active=True,
            memberships__role__in=[Role.REVIEWER, Role.MANAGER],
        )
        return self.filter(
            models.Q(project__in=members) & (models.Q(author=user) | models.Q(project__in=reviewed))
        )


@pghistory.track(
    pghistory.UpdateEvent("before", row=pghistory.Old),
    pghistory.DeleteEvent("deleted", row=pghistory.Old),
    fields=["id", "revision", "document", "state", "saved_by", "updated_at"],
    context_field=None,  # type: ignore[arg-type]  # documented; the annotation lacks None
    model_name="AnnotationEvent",
    append_only=True,
)
class Annotation(models.Model):
    """A document and its ``revision``, which every save raises by one.

    ``author`` is whose judgement it is (nobody for an import); ``saved_by`` saved this revision.
    """

    # Without an index of its own: those below begin with it.
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="annotations", db_index=False
    )
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="annotations")
    task = models.OneToOneField(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="annotation"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="annotations",
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.JSONField(default=documents.empty)
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=AnnotationState.choices, default=AnnotationState.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["project", "-updated_at", "-id"], name="annotation_recent"),
            models.Index(fields=["project", "state", "-updated_at"], name="annotation_by_state"),
        ]

    def __str__(self) -> str:
        return f"annotation {self.pk} at revision {self.revision}"


class Trace(models.Model):
    """A submitted trace in columns, for filters and statistics. The document is the truth.

    The span is ``start <= frame < end``; the box is the first keyframe's, in fractions.
    """

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="traces")
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="traces")
    trace_id = models.CharField(max_length=64)
    category = models.CharField(
        max_length=32, choices=[(c.value, c.value) for c in Category], default="", blank=True
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    x = models.FloatField()
    y = models.FloatField()
    w = models.FloatField()
    h = models.FloatField()
    keyframes = models.PositiveIntegerField()
    explanation_length = models.PositiveIntegerField()
    origin = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="span_is_not_empty", condition=models.Q(start__lt=models.F("end"))
            )
        ]
        indexes: ClassVar = [models.Index(fields=["category", "video"], name="trace_by_category")]

    def __str__(self) -> str:
        return f"trace {self.trace_id} of annotation {self.annotation_id}"
