"""Floods are answered with 429 while others go on, and what is asked of one person is bounded."""

from __future__ import annotations

from django.core.cache import cache
from rest_framework.test import APIClient

from annotation.models import Export, Project, User
from tests import make


def test_a_flood_of_exports_is_stopped(project: Project, rita: User, alice: User) -> None:
    client, body = make.client(rita), {"project": "clips", "format": "jsonl"}
    statuses = [client.post("/api/v1/exports/", body).status_code for _ in range(70)]
    assert set(statuses) == {202, 429}
    # A minute may turn meanwhile, and the count with it.
    assert 60 <= statuses.count(202) < 70 or statuses.count(429) > 0
    stopped = client.post("/api/v1/exports/", body)
    if stopped.status_code == 429:
        assert 0 < int(stopped["Retry-After"]) <= 61
        assert stopped.json()["code"] == "throttled"
    assert Export.objects.count() <= 71
    # Others, and what else the person does, are not held up.
    assert make.client(alice).post("/api/v1/exports/", body).status_code == 202
    assert client.get("/api/v1/exports/").status_code == 200


def test_nobody_is_an_address_and_gets_little(db: None) -> None:
    flood = APIClient(REMOTE_ADDR="192.0.2.1")
    statuses = {flood.get("/api/v1/schemas/line/").status_code for _ in range(300)}
    assert statuses == {200, 429}
    claimed = flood.get("/api/v1/schemas/line/", HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert claimed.status_code == 429
    other = APIClient(REMOTE_ADDR="192.0.2.2").get("/api/v1/schemas/line/")
    assert other.status_code == 200
    cache.clear()


def test_guessing_ones_current_password_is_slow(project: Project, bob: User) -> None:
    """A stolen session must not become an account: sixty guesses a minute at most."""
    browser = make.browser(bob)
    body = {"current": "", "new": "amber-sieve-1913"}  # refused before anything is hashed
    statuses = [browser.post("/api/v1/session/password/", body).status_code for _ in range(130)]
    assert set(statuses) == {400, 429}
