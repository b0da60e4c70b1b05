"""Predictions, and what people did with the traces they suggested."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models import Job, Task, Video
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


class Batch(models.Model):
    """What a job predicts: the videos with these ids, or all that lack a prediction (null)."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="batch")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="batches")
    videos = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return f"batch of job {self.job_id}"


class Skipped(models.Model):
    """A video that a batch left out, and why. ``video`` is its id, also after it is gone."""

    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, related_name="skipped", db_index=False
    )
    video = models.BigIntegerField(db_index=True)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "video"], name="skipped_once_in_a_batch")
        ]

    def __str__(self) -> str:
        return f"video {self.video}: {self.reason}"


class Showing(models.Model):
    """The prediction whose traces a task's assignee was shown; it stays the same for the task.

    ``blind``: only after the first submission. ``settled`` is the revision of the annotation that
    the outcomes were read from, null before a submission.
    """

    task = models.OneToOneField(
        Task, on_delete=models.CASCADE, primary_key=True, related_name="showing"
    )
    prediction = models.ForeignKey(Prediction, on_delete=models.CASCADE, related_name="showings")
    blind = models.BooleanField(default=False)
    settled = models.PositiveIntegerField(null=True, blank=True)
    shown_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"showing of prediction {self.prediction_id} on task {self.pk}"


class Verb(models.TextChoices):
    """``agree``: nobody took it over, but a trace of the person's own says the same."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    AGREE = "agree"


class Outcome(models.Model):
    """What became of one suggested trace, of which ``category`` and ``odds`` are copied.

    ``iou`` (mean box IoU), ``viou`` and ``tiou`` (0 to 1) compare it with the trace that was
    submitted; they are null for a rejected one.
    """

    prediction = models.ForeignKey(Prediction, on_delete=models.CASCADE, related_name="outcomes")
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="outcomes")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="outcomes")
    trace_id = models.CharField(max_length=64)
    category = models.CharField(max_length=32, default="", blank=True)
    odds = models.FloatField(default=0.0)
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
