"""Runs: one training each, and the policy by which a project retrains by itself."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from annotation.models import Job, Project, Snapshot


class Cause(models.TextChoices):
    PERSON = "person"
    POLICY = "policy"
    DEMO = "demo"


class Run(models.Model):
    """One training on a snapshot. State and progress are its job's.

    ``config`` is what the form asked for (minutes, seed, threads, gpus, model, and the backend's
    own settings); ``curve`` are points of it, each a JSON object with ``step`` and its losses;
    ``metrics`` are the checkpoint's on the val split. ``init`` is the checkpoint it goes on from.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="runs", db_index=False
    )
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="run")
    backend = models.CharField(max_length=16)
    config = models.JSONField(default=dict, blank=True)
    init = models.ForeignKey(
        "reward.Checkpoint", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.CharField(max_length=8, choices=Cause.choices, default=Cause.PERSON)
    curve = models.JSONField(default=list, blank=True)
    metrics = models.JSONField(default=dict, blank=True)
    note = models.TextField(default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="run_newest")]

    def __str__(self) -> str:
        return f"run {self.pk} ({self.backend})"


class Policy(models.Model):
    """When a project retrains by itself, suggests, and orders tasks by what the model doubts.

    ``every`` newly accepted documents start a run, no sooner than ``cooldown_minutes`` after the
    last; 0 is never. ``blind_share`` of tasks show suggestions only after the first submission.
    """

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="policy"
    )
    every = models.PositiveIntegerField(default=0)
    cooldown_minutes = models.PositiveIntegerField(default=60)
    minutes = models.FloatField(default=5.0)
    suggest = models.BooleanField(default=True)
    blind_share = models.FloatField(default=0.0)
    by_uncertainty = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"policy of project {self.pk}"
