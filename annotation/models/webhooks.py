"""Webhooks: where a project's events are sent, and every delivery with its outcome."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from annotation.models.projects import Project, Role

if TYPE_CHECKING:
    from annotation.models.users import User


class Event(models.TextChoices):
    """What a webhook can hear of."""

    PING = "ping"
    VIDEO_READY = "video.ready"
    VIDEO_REJECTED = "video.rejected"
    TASK_SUBMITTED = "task.submitted"
    TASK_RETURNED = "task.returned"
    TASK_ACCEPTED = "task.accepted"


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


def new_webhook_secret() -> str:
    """256 random bits; the receiver checks signatures with it."""
    return "whsec_" + secrets.token_urlsafe(32)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: User) -> WebhookQuerySet:
        """The webhooks of the projects this person manages."""
        if user.is_superuser:
            return self
        return self.filter(
            project__memberships__user=user,
            project__memberships__active=True,
            project__memberships__role=Role.MANAGER,
        )


class Webhook(models.Model):
    """An address that hears of ``events``. The secret signs, is shown once and never again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=1000)
    events = ArrayField(models.CharField(max_length=32, choices=Event.choices))
    secret = models.CharField(max_length=64, default=new_webhook_secret, editable=False)
    active = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class Delivery(models.Model):
    """One event for one webhook; tried again at ``next_attempt_at`` until it is taken or given up.

    ``status`` and ``answer`` are of the last attempt; ``status`` 0 means nothing answered.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=32, choices=Event.choices)
    body = models.JSONField()
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(default="", blank=True)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} ({self.state})"
