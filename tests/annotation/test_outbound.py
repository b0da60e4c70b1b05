"""Addresses that people typed reach public hosts only."""

from __future__ import annotations

import http.server
import ipaddress
import threading
from collections.abc import Iterator

import pytest

from annotation import outbound
from annotation.errors import InvalidError

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


class Sentinel(http.server.BaseHTTPRequestHandler):
    """Answers 302 to itself and remembers what it was asked."""

    asked: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, body))
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(b"moved")

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def sentinel() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    Sentinel.asked = []
    with http.server.HTTPServer(("127.0.0.1", 0), Sentinel) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook?a=1", Sentinel.asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",  # 127.0.0.1 as one number
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://user:password@93.184.216.34/",
        "file:///etc/passwd",
        "gopher://93.184.216.34/",
        "http://",
        "http://93.184.216.34:99999/",
        "",
    ],
)
def test_private_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(InvalidError):
        outbound.check(url)


def test_a_public_address_is_allowed() -> None:
    outbound.check("https://93.184.216.34/hook")


def test_a_refused_post_sends_nothing(sentinel: tuple[str, list[tuple[str, bytes]]]) -> None:
    url, asked = sentinel
    with pytest.raises(InvalidError):
        outbound.post(url, b"{}", {})
    assert asked == []


def test_an_allowed_network_is_reached_and_redirects_are_not_followed(
    sentinel: tuple[str, list[tuple[str, bytes]]],
) -> None:
    url, asked = sentinel
    answer = outbound.post(url, b'{"a":1}', {}, allowed=LOOPBACK)
    assert (answer.status, answer.body) == (302, "moved")
    assert asked == [("/hook?a=1", b'{"a":1}')]
