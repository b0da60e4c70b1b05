"""Deliveries are signed, tried again, given up in the end, and logged."""

from __future__ import annotations

import hmac
import http.server
import threading
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import orjson
import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from annotation.actions import webhooks
from annotation.errors import ConflictError, InvalidError
from annotation.models import Delivery, Event, Project, User, Webhook

pytestmark = pytest.mark.django_db


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers ``status`` and keeps what it received."""

    status = 200
    received: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((dict(self.headers), body))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"thanks")

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[str]:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    Receiver.received, Receiver.status = [], 200
    with http.server.HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()
        thread.join()


@pytest.fixture
def webhook(receiver: str) -> Webhook:
    project = Project.objects.create(slug="p", name="P")
    user = User.objects.create(username="manager")
    return webhooks.create(project, user, url=receiver, events=[Event.TASK_ACCEPTED])


def emitted(webhook: Webhook, event: Event = Event.TASK_ACCEPTED) -> Delivery | None:
    with transaction.atomic():
        webhooks.emit(webhook.project_id, event, {"task": 7})
    return Delivery.objects.order_by("-id").first()


def due(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=timezone.now())


def test_the_receiver_can_check_the_signature(webhook: Webhook) -> None:
    delivery = emitted(webhook)
    assert delivery is not None
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.answer) == ("delivered", 200, "thanks")
    headers, body = Receiver.received[0]
    moment, given = (part.split("=")[1] for part in headers["Telltale-Signature"].split(","))
    expected = hmac.new(webhook.secret.encode(), f"{moment}.".encode() + body, sha256)
    assert given == expected.hexdigest()
    assert orjson.loads(body)["data"] == {"task": 7}


def test_an_event_it_does_not_hear_of_makes_no_delivery(webhook: Webhook) -> None:
    assert emitted(webhook, Event.VIDEO_READY) is None


def test_a_refusal_waits_a_minute_and_the_last_one_fails(webhook: Webhook) -> None:
    Receiver.status = 500
    delivery = emitted(webhook)
    assert delivery is not None
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == ("waiting", 500)
    wait = delivery.next_attempt_at - timezone.now()
    assert timedelta(seconds=55) < wait < timedelta(seconds=65)
    for _ in webhooks.WAITS:  # one attempt was made; five waits allow five more
        due(delivery)
        webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("failed", 6)


def test_a_delivery_under_way_is_not_sent_twice(webhook: Webhook) -> None:
    delivery = emitted(webhook)
    assert delivery is not None
    webhooks.deliver(delivery.pk)
    webhooks.deliver(delivery.pk)
    assert len(Receiver.received) == 1


def test_an_address_that_became_private_is_never_contacted(
    webhook: Webhook, settings: Settings
) -> None:
    settings.WEBHOOK_NETWORKS = []
    delivery = emitted(webhook)
    assert delivery is not None
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == ("waiting", 0)
    assert Receiver.received == []


def test_a_private_address_cannot_be_entered(webhook: Webhook, settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = []
    with pytest.raises(InvalidError):
        webhooks.change(webhook, url="http://127.0.0.1/")


def test_only_an_ended_delivery_is_sent_again(webhook: Webhook) -> None:
    delivery = emitted(webhook)
    assert delivery is not None
    with pytest.raises(ConflictError):
        webhooks.redeliver(delivery)
    webhooks.deliver(delivery.pk)
    webhooks.deliver(webhooks.redeliver(delivery).pk)
    assert len(Receiver.received) == 2
