"""A fresh installation is closed, and the repository holds no secret."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.test import Client

from annotation.models import User
from tests.stack import ROOT

GUESSES = ["admin", "password"]
SECRETS = {
    "private key": re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH |DSA |)PRIVATE KEY-----"),
    "cloud key": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "access token": re.compile(rb"\b(?:gh[pousr]_\w{36}|glpat-[\w-]{20}|xox[bp]-[\w-]{20})"),
    "own token": re.compile(rb"\b(?:tt|whsec)_[A-Za-z0-9_-]{40,}"),
    "password in an address": re.compile(
        rb"\b[a-z]{2,12}://[^\s/:@\"'{}$<]{1,40}:(?!password@)[^\s/@\"'{}$<%]{6,}@[a-z]"
    ),
}


@pytest.mark.django_db
def test_the_first_start_makes_no_account_that_can_be_guessed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("demo")
    people = list(User.objects.all())
    assert len(people) == 3
    printed = capsys.readouterr()
    for person in people:
        assert not person.is_superuser
        assert not person.is_staff
        assert not any(person.check_password(guess) for guess in [*GUESSES, person.username])
    words = re.findall(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", printed.out + printed.err)
    assert len(set(words)) == 3
    for word in words:
        validate_password(word)


@pytest.mark.django_db
def test_nothing_is_open_to_nobody() -> None:
    client = Client()
    assert settings.DEBUG is False
    for path in ("/admin/", "/admin/annotation/user/", "/admin/auth/", "/admin/doc/"):
        answer = client.get(path)
        assert answer.status_code in {302, 404}, path
        assert answer.status_code == 404 or "/admin/login/" in answer["Location"]
    # These have no meaning here: whoever asks gets the page, never numbers or a listing.
    page = client.get("/").content
    for path in ("/metrics", "/debug", "/.env", "/.git/config", "/__debug__/", "/server-status"):
        assert client.get(path).content == page, path
    for path in (
        "/static/../config/settings.py",
        "/static/%2e%2e/manage.py",
        "/static/",
        "/media/",
    ):
        assert client.get(path).status_code in {403, 404}, path
    for noun in ("videos", "tasks", "annotations", "jobs", "exports", "members", "webhooks",
                 "projects", "tokens"):  # fmt: skip
        assert client.get(f"/api/v1/{noun}/").status_code == 401
    health = client.get("/healthz").json()
    assert set(health) == {"status", "database", "redis", "workers"}


@pytest.mark.django_db
def test_a_wrong_turn_tells_nothing_of_the_inside() -> None:
    client = Client(raise_request_exception=False)
    for path in ("/api/v1/nothing/", "/media/nothing", "/static/nothing"):
        text = client.get(path).content.decode()
        assert "Traceback" not in text
        assert "annotation." not in text
        assert "DJANGO" not in text.upper()


def test_no_secret_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout
    if not listed:
        pytest.skip("this is no clone")
    found = []
    for name in filter(None, listed.decode().split("\0")):
        path = Path(ROOT / name)
        if path.is_file() and path.stat().st_size < 2_000_000:
            content = path.read_bytes()
            found += [f"{name}: {kind}" for kind, shape in SECRETS.items() if shape.search(content)]
    assert found == []
