"""Asked-for rewards: a batch of videos or uploads, answered by one checkpoint."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models import Job, Project, Video
from reward.models.checkpoints import Checkpoint
from reward.models.predictions import Prediction


class RewardRequest(models.Model):
    """One request; without a job everything was known already. ``rank`` orders the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reward_requests")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="reward_request"
    )
    rank = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"reward request {self.pk}"


class RewardItem(models.Model):
    """One video of a request: a row of the project, or an uploaded file with its storage key.

    ``asked`` is the id that was asked for, also of a video that is gone. It ends with a
    ``prediction`` or an ``error``.
    """

    request = models.ForeignKey(RewardRequest, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    video = models.ForeignKey(
        Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=400, default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    file = models.CharField(max_length=500, default="", blank=True)
    prediction = models.ForeignKey(
        Prediction, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    error = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "position"], name="items_have_their_place")
        ]

    def __str__(self) -> str:
        return f"item {self.position} of {self.request_id}"
