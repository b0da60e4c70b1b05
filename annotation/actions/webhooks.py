"""Telling other programs what happened: signed, retried, logged, never in the way of the work."""

from __future__ import annotations

import hmac
import http.client
import ipaddress
import logging
import time
from datetime import timedelta
from hashlib import sha256
from typing import Any

import orjson
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from annotation import outbound
from annotation.errors import ConflictError, TelltaleError
from annotation.models import Project, User
from annotation.models.webhooks import Delivery, DeliveryState, Event, Webhook

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
# While one worker tries a delivery, no other takes it up.
CLAIM = timedelta(minutes=1)


def create(project: Project, user: User, *, url: str, events: list[str]) -> Webhook:
    """A webhook to a public address; its secret is to be shown to the asker now."""
    outbound.check(url, _allowed())
    return Webhook.objects.create(project=project, created_by=user, url=url, events=events)


def change(
    webhook: Webhook,
    *,
    url: str | None = None,
    events: list[str] | None = None,
    active: bool | None = None,
) -> Webhook:
    """Change what is given."""
    if url is not None:
        outbound.check(url, _allowed())
    given = {"url": url, "events": events, "active": active}
    changed = {name: value for name, value in given.items() if value is not None}
    for name, value in changed.items():
        setattr(webhook, name, value)
    webhook.save(update_fields=list(changed))
    return webhook


def emit(project_id: int, event: Event, body: dict[str, Any]) -> None:
    """Write a delivery per webhook that hears of the event; call inside the cause's transaction."""
    heard = Webhook.objects.filter(project_id=project_id, active=True, events__contains=[event])
    _enqueue([Delivery(webhook=webhook, event=event, body=body) for webhook in heard])


def ping(webhook: Webhook) -> Delivery:
    """Send a test event, whatever the webhook hears of."""
    delivery = Delivery(webhook=webhook, event=Event.PING, body={"webhook": webhook.pk})
    with transaction.atomic():
        _enqueue([delivery])
    return delivery


@transaction.atomic
def redeliver(delivery: Delivery) -> Delivery:
    """Send an ended delivery once more."""
    now = timezone.now()
    waiting = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING)
    if not waiting.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=now):
        raise ConflictError("The delivery is still waiting for its next attempt.")
    transaction.on_commit(lambda: publish([delivery.pk]))
    delivery.refresh_from_db()
    return delivery


def _enqueue(deliveries: list[Delivery]) -> None:
    if not deliveries:
        return
    for delivery in deliveries:
        delivery.next_attempt_at = timezone.now()
    written = Delivery.objects.bulk_create(deliveries)
    transaction.on_commit(lambda: publish([delivery.pk for delivery in written]))


def publish(delivery_ids: list[int]) -> None:
    """Hand deliveries to the workers; while Redis is away the rows wait for the sweeper."""
    try:
        for delivery_id in delivery_ids:
            current_app.send_task("annotation.jobs.deliver", (delivery_id,))
    except (OperationalError, OSError) as error:
        logger.warning("deliveries wait for the sweeper: %s", error)


def sweep() -> None:
    """Publish the deliveries whose time has come."""
    due = Delivery.objects.filter(
        state=DeliveryState.WAITING, next_attempt_at__lt=timezone.now() - timedelta(seconds=5)
    )
    publish(list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:200]))


def deliver(delivery_id: int) -> None:
    """Try once: one worker claims the delivery, sends it, and records what came of it."""
    now = timezone.now()
    claimed = Delivery.objects.filter(
        pk=delivery_id, state=DeliveryState.WAITING, next_attempt_at__lte=now
    ).update(next_attempt_at=now + CLAIM, attempts=F("attempts") + 1)
    if not claimed:
        return
    delivery = Delivery.objects.select_related("webhook__project").get(pk=delivery_id)
    status, answer = _send(delivery)
    if 200 <= status < 300:
        state = DeliveryState.DELIVERED
    elif delivery.attempts > len(WAITS) or not delivery.webhook.active:
        state = DeliveryState.FAILED
    else:
        state = DeliveryState.WAITING
    wait = WAITS[min(delivery.attempts, len(WAITS)) - 1]
    Delivery.objects.filter(pk=delivery_id).update(
        state=state, status=status, answer=answer, next_attempt_at=timezone.now() + wait
    )


def _send(delivery: Delivery) -> tuple[int, str]:
    """The status and answer, or 0 and why nothing answered."""
    moment = int(time.time())
    body = orjson.dumps(
        {
            "id": delivery.pk,
            "event": delivery.event,
            "project": delivery.webhook.project.slug,
            "created_at": delivery.created_at,
            "data": delivery.body,
        }
    )
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Telltale",
        "Telltale-Event": delivery.event,
        "Telltale-Delivery": str(delivery.pk),
        "Telltale-Signature": f"t={moment},v1={signature(delivery.webhook.secret, moment, body)}",
    }
    try:
        answer = outbound.post(delivery.webhook.url, body, headers, allowed=_allowed())
    except TelltaleError as error:
        return 0, error.message
    except (OSError, http.client.HTTPException) as error:
        return 0, f"{type(error).__name__}: {error}"
    return answer.status, answer.body.replace("\x00", "")


def signature(secret: str, moment: int, body: bytes) -> str:
    """HMAC-SHA256 over ``<unix seconds>.<body>``, so that an old request cannot be sent again."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()


def _allowed() -> list[outbound.Network]:
    return [ipaddress.ip_network(text) for text in settings.WEBHOOK_NETWORKS]
