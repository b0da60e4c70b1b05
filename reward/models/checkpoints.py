"""Checkpoints, which of them serves, and who decided so."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotation.models import Project, Snapshot
from reward.models.runs import Run


class Checkpoint(models.Model):
    """One saved model. ``folder`` lies below ``DATA_DIR/checkpoints``; ``card`` is its own card.

    ``name`` is the card's id: sixteen hexadecimal digits. Without a run it was trained elsewhere.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="checkpoints", db_index=False
    )
    run = models.OneToOneField(
        Run, on_delete=models.SET_NULL, null=True, blank=True, related_name="checkpoint"
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="checkpoints"
    )
    name = models.CharField(max_length=16)
    backend = models.CharField(max_length=16)
    folder = models.CharField(max_length=500)
    card = models.JSONField()
    size = models.BigIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "name"], name="checkpoint_once_a_project")
        ]
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="checkpoint_newest")]

    def __str__(self) -> str:
        return f"checkpoint {self.name}"


class Serving(models.Model):
    """The checkpoint that answers for a project; the row without one is the site's default."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="serving"
    )
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(project__isnull=True), name="one_default_of_the_site"
            )
        ]

    def __str__(self) -> str:
        return f"checkpoint {self.checkpoint_id} serves"


class PromotionKind(models.TextChoices):
    PROMOTE = "promote"
    ROLL_BACK = "rollback"


class Promotion(models.Model):
    """Who let which checkpoint serve, and when; without a project, for the whole site.

    ``confirmed`` is the warning of the gate that the person overrode, "" where there was none.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="promotions"
    )
    kind = models.CharField(max_length=8, choices=PromotionKind.choices)
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.CASCADE, null=True, related_name="promotions"
    )
    before = models.ForeignKey(
        Checkpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed = models.TextField(default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} of checkpoint {self.checkpoint_id}"
