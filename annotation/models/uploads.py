"""Uploads under way: the server's half of a resumable (tus) upload."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models.projects import Project
from annotation.models.videos import Video


class Upload(models.Model):
    """``offset`` of ``length`` bytes have arrived; ``video`` is set once all have."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    name = models.CharField(max_length=400)
    attributes = models.JSONField(default=dict)
    video = models.ForeignKey(Video, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="upload_offset_within_length",
                condition=models.Q(offset__gte=0, offset__lte=models.F("length")),
            )
        ]

    def __str__(self) -> str:
        return f"upload {self.pk}"
