"""GET /media/<key>: whole files and parts, by signed addresses alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from annotation import storage

CONTENT = bytes(range(256)) * 4  # 1024 bytes
KEY = "videos/77/proxy-feedfeedfeedfeed.mp4"


@pytest.fixture
def url() -> Any:
    default_storage.delete(KEY)
    default_storage.save(KEY, ContentFile(CONTENT))
    yield storage.signed_url(KEY)
    default_storage.delete(KEY)


@pytest.fixture
def client() -> Client:
    return Client()


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_whole_file_can_be_cached_for_ever(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    assert body_of(answer) == CONTENT
    assert answer["Content-Length"] == "1024"
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    assert not answer["ETag"].startswith("W/")
    assert "Content-Disposition" not in answer


@pytest.mark.parametrize(
    ("asked", "start", "end"),  # end exclusive
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=1000-", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=-5000", 0, 1024),
        ("bytes=1000-9999", 1000, 1024),
    ],
)
def test_one_range_is_served(client: Client, url: str, asked: str, start: int, end: int) -> None:
    answer = client.get(url, HTTP_RANGE=asked)
    assert answer.status_code == 206
    assert body_of(answer) == CONTENT[start:end]
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/1024"
    assert answer["Content-Length"] == str(end - start)


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=1024-",
        "bytes=-0",
        "bytes=5000-6000",
        "bytes=" + ",".join(["0-1"] * 1000),
        "bytes=0-1,3-4",
    ],
)
def test_unsatisfiable_and_many_ranges_are_refused(client: Client, url: str, asked: str) -> None:
    answer = client.get(url, HTTP_RANGE=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize(
    "asked", ["bytes=abc", "lines=0-1", "bytes=-", "bytes=9-3", "bytes=1" * 50]
)
def test_what_is_no_byte_range_is_ignored(client: Client, url: str, asked: str) -> None:
    answer = client.get(url, HTTP_RANGE=asked)
    assert answer.status_code == 200
    assert body_of(answer) == CONTENT


def test_validators(client: Client, url: str) -> None:
    etag = client.get(url)["ETag"]
    assert client.get(url, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert client.get(url, HTTP_IF_NONE_MATCH='"other"').status_code == 200
    same = client.get(url, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=etag)
    other = client.get(url, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"other"')
    assert (same.status_code, other.status_code) == (206, 200)


def test_head_tells_the_size_without_the_bytes(client: Client, url: str) -> None:
    answer = client.head(url)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == "1024"
    assert client.post(url).status_code == 405


def test_altered_and_expired_addresses_are_refused(client: Client, url: str) -> None:
    other = url.replace("/77/", "/78/")
    assert client.get(other).status_code == 403
    assert client.get(url.replace("signature=", "signature=0")).status_code == 403
    assert client.get(f"/media/{KEY}").status_code == 403
    assert client.get(url.replace("expires=1", "expires=9")).status_code == 403
    past = int(time.time()) - 1
    signature = storage._signature(KEY, past)
    assert client.get(f"/media/{KEY}?expires={past}&signature={signature}").status_code == 403
    assert client.get(f"/media/{KEY}?expires=٣&signature=%00é").status_code == 403


def test_signed_key_without_a_file_is_absent(client: Client) -> None:
    for key in ("videos/77/none-0.mp4", "../secret_key", "videos/77", "../../etc/passwd"):
        signed = storage.signed_url(key)
        assert signed is not None
        assert client.get(signed).status_code == 404


@pytest.mark.parametrize(
    ("key", "content_type"),
    [
        ("videos/77/original-0123.svg", "application/octet-stream"),
        ("videos/77/original-0123.html", "application/octet-stream"),
        ("videos/77/original-0123.mkv", "video/x-matroska"),
        # No export has the id 0: another test's may still lie there.
        ("exports/0/clips.jsonl", "application/x-ndjson"),
        ("exports/0/clips.zip", "application/zip"),
    ],
)
def test_originals_and_exports_are_downloads_of_a_fixed_type(
    client: Client, key: str, content_type: str
) -> None:
    default_storage.save(key, ContentFile(b"<script>alert(1)</script>"))
    try:
        answer = client.get(str(storage.signed_url(key)))
        assert answer["Content-Type"] == content_type
        assert answer["X-Content-Type-Options"] == "nosniff"
        name = key.rsplit("/", 1)[1]
        assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert body_of(answer).startswith(b"<script>")  # as it came, whatever it is called
    finally:
        default_storage.delete(key)


def test_nginx_takes_over(client: Client, url: str, settings: Any) -> None:
    settings.ACCEL_REDIRECT = "/internal/"
    answer = client.get(url, HTTP_RANGE="bytes=0-1")
    assert answer.status_code == 200
    assert answer["X-Accel-Redirect"] == f"/internal/{KEY}"
    assert answer.content == b""
    assert client.get(url.replace("/77/", "/78/")).status_code == 403


def test_address_stays_the_same_for_a_while(url: str) -> None:
    assert storage.signed_url(KEY) == url
    assert storage.signed_url("") is None
