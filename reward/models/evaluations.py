"""The frozen set that candidates are measured on, and what each measured."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models import Job, Project
from reward.models.checkpoints import Checkpoint


class EvaluationSet(models.Model):
    """Dataset lines that a project's checkpoints are compared on; the newest one counts.

    ``manifest`` is a storage key, ``sha256`` the hash of its bytes.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evaluation_sets")
    manifest = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    videos = models.PositiveIntegerField()
    traces = models.PositiveIntegerField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"evaluation set {self.pk}"


class Evaluation(models.Model):
    """One checkpoint on one set. State is its job's.

    ``metrics`` are those of ``reward.core evaluate``; ``details`` what the page shows beside them:
    per category, per generator, the reliability bins, the worst clips.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="evaluations")
    set = models.ForeignKey(EvaluationSet, on_delete=models.CASCADE, related_name="evaluations")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="evaluation")
    metrics = models.JSONField(default=dict, blank=True)
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checkpoint", "set"], name="evaluated_once_on_a_set")
        ]

    def __str__(self) -> str:
        return f"evaluation of checkpoint {self.checkpoint_id}"
