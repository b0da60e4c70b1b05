"""Predictions, and what people did with the traces they suggested."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models import Task, Video
from reward.models.checkpoints import Checkpoint


class Prediction(models.Model):
    """What one checkpoint says of one content; the same bytes are judged once.

    ``p_fake`` is calibrated; ``confidences`` (0 to 1) are per trace of ``document``, in order.
    """

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.CASCADE, related_name="predictions", db_index=False
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    document = models.JSONField()
    p_fake = models.FloatField()
    confidences = models.JSONField(default=list)
    latency_ms = models.FloatField(default=0.0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["checkpoint", "sha256"], name="one_prediction_of_a_content"
            )
        ]

    def __str__(self) -> str:
        return f"prediction {self.pk}"


class Verb(models.TextChoices):
    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"


class Outcome(models.Model):
    """What a person did with one suggested trace.

    ``iou`` (mean box IoU), ``viou`` and ``tiou`` (0 to 1) compare it with the trace that was
    submitted; they are null for a rejected one.
    """

    prediction = models.ForeignKey(Prediction, on_delete=models.CASCADE, related_name="outcomes")
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="outcomes")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="outcomes")
    trace_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=6, choices=Verb.choices)
    iou = models.FloatField(null=True, blank=True)
    tiou = models.FloatField(null=True, blank=True)
    viou = models.FloatField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["prediction", "trace_id", "task"],
                name="one_outcome_of_a_suggestion",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} of {self.trace_id}"
