"""Log lines cannot be forged, and hold no secret; the history cannot be rewritten."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import Error, connection, transaction
from pytest_django import Settings

from annotation.models import ApiToken, User, Webhook
from config import logs
from tests import make
from tests.annotation.api.drafts import begun, document, save
from tests.security.conftest import HOST, SECRET, Production

FORGED = "2026-01-01T00:00:00Z [info] alice signed in"
ATTACKS = [f"bob\n{FORGED}", f"bob\r{FORGED}", "\x1b[2J\x1b[31mred", "a\x00b\x08c", "\u2028next"]


def line(text: str, *, local: bool, settings: Settings) -> str:
    settings.LOCAL = local
    record = logging.LogRecord("x", logging.WARNING, "f.py", 1, "said: %s", (text,), None)
    return logs.formatter().format(record)


@pytest.mark.parametrize("local", [True, False])
@pytest.mark.parametrize("text", ATTACKS)
def test_a_line_stays_one_line(text: str, local: bool, settings: Settings) -> None:
    written = line(text, local=local, settings=settings)
    assert "said: " in written
    assert len(written.splitlines()) == 1
    assert not any(ord(character) < 32 or ord(character) == 127 for character in written)
    assert "\u2028" not in written


def test_a_traceback_keeps_its_lines_and_forges_none(settings: Settings) -> None:
    settings.LOCAL = True
    try:
        raise ValueError(f"bob\n{FORGED}")
    except ValueError as error:
        found = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "stopped", (), found)
    written = logs.formatter().format(record)
    assert "Traceback" in written
    assert FORGED not in written.splitlines()


def test_nothing_that_opens_a_door_is_logged(production: Production) -> None:
    project = make.project()
    origin = {"Referer": f"https://{HOST}/"}
    with production.client(**origin) as client:
        client.get("/api/v1/session/")
        csrf = client.cookies["csrftoken"]

        def told() -> dict[str, str]:
            pairs = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            return {"X-CSRFToken": client.cookies["csrftoken"], "Cookie": pairs}

        named = {"username": "alice", "password": "a-wrong-password-1"}
        wrong = client.post("/api/v1/session/", json=named, headers=told())
        assert wrong.status_code == 400
        named["password"] = make.PASSWORD
        assert client.post("/api/v1/session/", json=named, headers=told()).status_code == 200
        session = client.cookies["sessionid"]
        body = {"name": "n", "scopes": ["read", "write"]}
        token = client.post("/api/v1/tokens/", json=body, headers=told()).json()["token"]
        hook = {"project": project.slug, "url": "https://93.184.216.34/", "events": ["ping"]}
        secret = client.post("/api/v1/webhooks/", json=hook, headers=told()).json()["secret"]
        program = {"Authorization": f"Token {token}"}
        for path in (
            "/api/v1/projects/",
            "/api/v1/nothing/",
            "/media/x?signature=s3cr3t-signature",
            f"/x%0d%0a{FORGED.replace(' ', '%20')}",
            "/api/v1/videos/?state=x%0ay",
        ):
            client.get(path, headers=program)
        client.post("/api/v1/tasks/next/", json={"project": "\n"}, headers=program)
        client.get("/api/v1/projects/", headers={"Authorization": "Token tt_guess-of-somebody"})
    text = production.log.read_text()
    assert "Not Found" in text  # something was logged
    for hidden in (
        make.PASSWORD,
        "a-wrong-password-1",
        token,
        secret,
        session,
        csrf,
        SECRET,
        "tt_guess-of-somebody",
        "s3cr3t-signature",
        ApiToken.objects.get().hash,
        Webhook.objects.get().secret,
    ):
        assert hidden not in text
    assert FORGED not in text.splitlines()
    for written in filter(None, text.splitlines()):
        if written.startswith("{"):
            json.loads(written)


def test_the_history_takes_no_change(project: object, bob: User) -> None:
    draft = begun(make.Project.objects.get(), bob)
    assert save(make.client(bob), draft.pk, 0, document()).status_code == 200
    for statement in (
        "UPDATE annotation_annotationevent SET document = '{}'",
        "UPDATE annotation_annotationevent SET saved_by_id = 1",
        "DELETE FROM annotation_annotationevent",
    ):
        with pytest.raises(Error, match=r"[Cc]annot"), transaction.atomic():
            connection.cursor().execute(statement)
