"""Exports: files of accepted documents, built by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from annotation.models.jobs import Job
from annotation.models.projects import Project, Role

if TYPE_CHECKING:
    from annotation.models.users import User


class ExportFormat(models.TextChoices):
    JSONL = "jsonl"
    DEEPTRACE = "deeptrace"
    SFT = "sft"
    PARQUET = "parquet"
    SNAPSHOT = "snapshot"  # a snapshot's folder, asked for at the snapshot


# What can be asked for of the project as it is now.
EXPORTED = [choice for choice in ExportFormat if choice != ExportFormat.SNAPSHOT]


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> ExportQuerySet:
        """The exports of the projects this person reviews or manages."""
        if user.is_superuser:
            return self
        return self.filter(
            project__memberships__user=user,
            project__memberships__active=True,
            project__memberships__role__in=[Role.REVIEWER, Role.MANAGER],
        )


class Export(models.Model):
    """One asked-for file. State and progress are its job's; ``file`` is a storage key when done."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="exports")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="export")
    format = models.CharField(max_length=16, choices=ExportFormat.choices)
    media = models.BooleanField(default=False)
    options = models.JSONField(default=dict, blank=True)
    file = models.CharField(max_length=500, default="", blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    videos = models.PositiveIntegerField(default=0)
    traces = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="export_newest")]

    def __str__(self) -> str:
        return f"export {self.pk} ({self.format})"
