"""Snapshots: accepted documents as they were at one moment, immutable and hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from annotation.models.projects import Project, Role

if TYPE_CHECKING:
    from annotation.models.users import User


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> SnapshotQuerySet:
        """The snapshots of the projects this person reviews or manages."""
        if user.is_superuser:
            return self
        return self.filter(
            project__memberships__user=user,
            project__memberships__active=True,
            project__memberships__role__in=[Role.REVIEWER, Role.MANAGER],
        )


class Snapshot(models.Model):
    """A manifest of dataset lines that never changes; the same state gives the same hash.

    ``manifest`` is a storage key and ``sha256`` the hash of its bytes. ``filters`` say which videos
    were taken; ``splits`` counts videos by split, "" where none is set.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="snapshots", db_index=False
    )
    name = models.CharField(max_length=100)
    note = models.TextField(default="", blank=True)
    filters = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    manifest = models.CharField(max_length=500)
    size = models.BigIntegerField()
    videos = models.PositiveIntegerField()
    traces = models.PositiveIntegerField()
    splits = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "name"], name="snapshot_names_are_unique")
        ]
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"snapshot {self.name}"
