"""Webhooks reach no host inside, whatever names, redirects or name servers say."""

from __future__ import annotations

import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotation import outbound
from annotation.actions import webhooks
from annotation.errors import InvalidError
from annotation.models import Delivery, Event, Project, User, Webhook
from tests import make
from tests.annotation.api.people import cast

PUBLIC = "93.184.216.34"


class Sentinel(http.server.BaseHTTPRequestHandler):
    """Counts who comes, and sends them to the inside."""

    asked: list[str]

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.send_response(307)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/inside")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 (named by http.server)

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def sentinel() -> Iterator[int]:
    """The port of a server on the loopback address that nobody may reach."""
    Sentinel.asked = []
    with http.server.HTTPServer(("127.0.0.1", 0), Sentinel) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


class Names:
    """A name server that gives one answer after the other, and counts how often it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[list[str]] = []
        self.asked = 0
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._answer)

    def _answer(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host != "hooks.example":
            return self._real(host, port, *args, **kwargs)
        self.asked += 1
        found = self.answers[min(self.asked, len(self.answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port)) for text in found]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


def delivery(project: Project, url: str) -> Delivery:
    webhook = Webhook.objects.create(project=project, url=url, events=[Event.PING])
    return Delivery.objects.create(
        webhook=webhook, event=Event.PING, body={}, next_attempt_at=timezone.now()
    )


def test_a_name_that_turns_to_the_inside_is_not_followed(
    project: Project, alice: User, names: Names, sentinel: int
) -> None:
    names.answers = [[PUBLIC], ["127.0.0.1"]]
    url = f"http://hooks.example:{sentinel}/"
    webhook = webhooks.create(project, alice, url=url, events=[Event.PING])
    sent = webhooks.ping(webhook)
    webhooks.deliver(sent.pk)
    sent.refresh_from_db()
    assert (sent.status, sent.answer) == (0, "The address must be a public one.")
    assert Sentinel.asked == []


def test_one_private_address_among_public_ones_is_enough(names: Names) -> None:
    names.answers = [[PUBLIC, "10.0.0.7"]]
    with pytest.raises(InvalidError):
        outbound.check("http://hooks.example/")


def test_the_address_that_was_checked_is_the_one_contacted(names: Names, sentinel: int) -> None:
    # Were the name asked again for the connection, 127.0.0.2 would get the request.
    names.answers = [["127.0.0.1"], ["127.0.0.2"]]
    allowed = [ipaddress.ip_network("127.0.0.1/32")]
    answer = outbound.post(f"http://hooks.example:{sentinel}/a", b"{}", {}, allowed=allowed)
    assert (answer.status, names.asked, Sentinel.asked) == (307, 1, ["/a"])


def test_a_redirect_to_the_inside_is_an_answer_like_any_other(
    project: Project, sentinel: int, settings: Settings
) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.1/32"]
    sent = delivery(project, f"http://127.0.0.1:{sentinel}/hook")
    webhooks.deliver(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.status) == ("waiting", 307)
    assert Sentinel.asked == ["/hook"]


@pytest.mark.parametrize(
    "address",
    [
        "[64:ff9b::7f00:1]",  # 127.0.0.1 through NAT64
        "[64:ff9b:1::a00:1]",  # a local NAT64 prefix
        "[2002:a00:1::1]",  # 10.0.0.1 through 6to4
        "[::a00:1]",  # 10.0.0.1 the old way
        "[::ffff:0:a00:1]",  # 10.0.0.1 translated
        "[fec0::1]",  # site-local
        "192.0.0.8",
        "100.64.0.1",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
    ],
)
def test_other_spellings_of_the_inside_are_refused(address: str) -> None:
    with pytest.raises(InvalidError):
        outbound.check(f"http://{address}/")


def test_a_receiver_that_drips_does_not_keep_a_worker() -> None:
    allowed = [ipaddress.ip_network("127.0.0.1/32")]
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\n" + b"x" * 60:
                    try:
                        connection.sendall(bytes([byte]))
                    except OSError:
                        return
                    time.sleep(0.2)

        thread = threading.Thread(target=drip)
        thread.start()
        begun = time.monotonic()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(TimeoutError, match="no whole answer in 1 seconds"):
            outbound.post(url, b"{}", {}, seconds=1, allowed=allowed)
        assert time.monotonic() - begun < 3
        thread.join()


def test_the_secret_is_in_one_answer_only(db: None) -> None:
    people = cast()
    client = make.client(people.users["manager"])
    body = {"project": "clips", "url": f"https://{PUBLIC}/", "events": ["ping"]}
    made = client.post("/api/v1/webhooks/", body).json()
    secret = Webhook.objects.get(pk=made["id"]).secret
    assert made["secret"] == secret
    ping = client.post(f"/api/v1/webhooks/{made['id']}/ping/")
    later = [
        ping,
        client.get("/api/v1/webhooks/"),
        client.get(f"/api/v1/webhooks/{made['id']}/"),
        client.patch(f"/api/v1/webhooks/{made['id']}/", {"active": False}),
        client.get(f"/api/v1/webhooks/{made['id']}/deliveries/"),
    ]
    assert [answer.status_code for answer in later] == [202, 200, 200, 200, 200]
    assert not any(secret in answer.content.decode() for answer in later)


def test_a_delivery_of_somebody_elses_webhook_looks_absent(db: None) -> None:
    people = cast()
    other = make.project("other")
    own = Webhook.objects.create(project=other, url=f"https://{PUBLIC}/", events=["ping"])
    member = make.client(make.member(other, "mallory", make.Role.MANAGER))
    foreign = people.ids["delivery_id"]
    path = f"/api/v1/webhooks/{own.pk}/deliveries/{foreign}/redeliver/"
    assert member.post(path).status_code == 404
    assert Delivery.objects.get(pk=foreign).attempts == 0
