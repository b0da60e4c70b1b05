"""Senders that lie about the length, vanish or send too much leave nothing behind."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings

from annotation.actions import tokens
from annotation.models import Upload, Video
from config import bodies
from tests import make
from tests.security.conftest import HOST, Production

Send = Callable[..., socket.socket]


@pytest.fixture
def send(production: Production) -> Iterator[Send]:
    """Opens connections that say what they are told to, and closes them in the end."""
    opened: list[socket.socket] = []

    def begin(request: str, *headers: str, length: int, body: bytes) -> socket.socket:
        parts = urlsplit(production.url)
        made = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)
        opened.append(made)
        lines = [f"{request} HTTP/1.1", f"Host: {HOST}", f"Content-Length: {length}", *headers]
        made.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return made

    yield begin
    for connection in opened:
        connection.close()


def status_of(connection: socket.socket) -> int:
    return int(connection.recv(4096).split()[1])


def test_whatever_is_no_file_is_cut_at_its_cap(production: Production, send: Send) -> None:
    temporary = Path(settings.FILE_UPLOAD_TEMP_DIR)
    before = set(temporary.iterdir())
    kind = "Content-Type: multipart/form-data; boundary=x"
    for path in ("/admin/login/", "/", "/api/v1/session/", "/healthz"):
        assert status_of(send(f"POST {path}", kind, length=bodies.SMALL + 1, body=b"--x")) == 413
    assert set(temporary.iterdir()) == before


def test_a_file_needs_a_person_before_a_byte_of_it_is_read(
    production: Production, send: Send
) -> None:
    kind = "Content-Type: multipart/form-data; boundary=x"
    assert status_of(send("POST /api/v1/videos/", kind, length=10**9, body=b"--x\r\n")) == 401
    assert status_of(send("POST /api/v1/uploads/", "Tus-Resumable: 1.0.0", length=9, body=b"")) == (
        401
    )


def test_an_import_whose_sender_vanishes_leaves_nothing(production: Production, send: Send) -> None:
    project = make.project()
    _, secret = tokens.create(project.memberships.first().user, name="t", scopes=("write",))
    temporary = Path(settings.FILE_UPLOAD_TEMP_DIR)
    before = set(temporary.iterdir())
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    connection = send(
        "POST /api/v1/videos/",
        f"Authorization: Token {secret}",
        "Content-Type: multipart/form-data; boundary=x",
        length=10**6,
        body=part + b"0" * 100_000,
    )
    time.sleep(0.5)
    connection.close()
    deadline = time.monotonic() + 15
    while set(temporary.iterdir()) != before:
        assert time.monotonic() < deadline, "a temporary file stays"
        time.sleep(0.1)
    assert not Video.objects.exists()


def test_an_upload_that_stalls_keeps_what_arrived(production: Production, send: Send) -> None:
    project = make.project()
    _, secret = tokens.create(project.memberships.first().user, name="t", scopes=("write", "read"))
    headers = {"Authorization": f"Token {secret}", "Tus-Resumable": "1.0.0"}
    with production.client(**headers) as client:
        begun = client.post(
            "/api/v1/uploads/",
            headers={"Upload-Length": "200000", "Upload-Metadata": "project Y2xpcHM="},
        )
        where = begun.headers["Location"]
        patch = send(
            f"PATCH {where}",
            *(f"{name}: {value}" for name, value in headers.items()),
            "Upload-Offset: 0",
            "Content-Type: application/offset+octet-stream",
            length=200_000,
            body=b"0" * 70_000,
        )
        time.sleep(0.3)
        patch.close()
        arrived = _offset(client, where)
        assert 0 < arrived <= 70_000
        sent = client.patch(
            where,
            content=b"0" * (200_000 - arrived),
            headers={
                "Upload-Offset": str(arrived),
                "Content-Type": "application/offset+octet-stream",
            },
        )
    assert sent.headers["Telltale-Video"] == str(Video.objects.get().pk)
    assert Upload.objects.get().video_id == Video.objects.get().pk


def _offset(client: httpx.Client, where: str) -> int:
    """Asked until nobody sends any more."""
    deadline = time.monotonic() + 15
    while True:
        arrived = int(client.head(where).headers["Upload-Offset"])
        probe = client.patch(
            where,
            content=b"",
            headers={
                "Upload-Offset": str(arrived),
                "Content-Type": "application/offset+octet-stream",
            },
        )
        if probe.status_code == 204:
            return arrived
        assert time.monotonic() < deadline, probe.text
        time.sleep(0.1)
