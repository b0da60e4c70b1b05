"""Forgetting the answers kept for repeated requests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from annotation.models import IdempotentRequest

KEPT = timedelta(hours=24)


def drop_old() -> None:
    """Delete the answers that nobody will ask for again."""
    IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
