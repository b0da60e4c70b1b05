"""/api/v1/tokens/: shown once, stored as a hash, valid until told otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from annotation.models import ApiToken, Project, User
from tests import make

URL = "/api/v1/tokens/"


def create(user: User, **changed: Any) -> Any:
    body = {"name": "laptop", "scopes": ["read", "write"]} | changed
    return make.browser(user).post(URL, body)


def bearer(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def test_token_works_and_is_shown_once(bob: User) -> None:
    answer = create(bob)
    assert answer.status_code == 201
    secret = answer.json()["token"]
    assert answer.json()["prefix"] == secret[:7]
    client = bearer(secret)
    assert client.get("/api/v1/projects/").status_code == 200
    listed = client.get(URL)
    assert [row["name"] for row in listed.json()["results"]] == ["laptop"]
    assert secret.encode() not in listed.content


def test_database_holds_only_a_hash(bob: User) -> None:
    secret = create(bob).json()["token"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM annotation_apitoken t")
        (row,) = cursor.fetchall()
    assert secret not in row[0]
    assert secret[7:] not in row[0]


def test_scopes_are_kept_to(bob: User) -> None:
    reader = bearer(create(bob, scopes=["read"]).json()["token"])
    writer = bearer(create(bob, scopes=["write"]).json()["token"])
    next_task = ("/api/v1/tasks/next/", {"project": "clips", "purpose": "label"})
    assert reader.get("/api/v1/projects/").status_code == 200
    assert reader.post(*next_task).status_code == 403
    assert writer.post(*next_task).status_code == 204
    assert writer.get("/api/v1/projects/").status_code == 403


def test_expired_and_unknown_tokens_are_nobody(bob: User) -> None:
    soon = timezone.now() + timedelta(hours=1)
    client = bearer(create(bob, expires_at=soon.isoformat()).json()["token"])
    assert client.get("/api/v1/projects/").status_code == 200
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/api/v1/projects/").status_code == 401
    for secret in ("tt_unknown", "", "\u00e9", "x" * 10_000):
        assert bearer(secret).get("/api/v1/projects/").status_code == 401


def test_token_in_the_address_is_not_read(bob: User) -> None:
    secret = create(bob).json()["token"]
    assert APIClient().get(f"/api/v1/projects/?token={secret}").status_code == 401


def test_revoked_token_is_nobody(bob: User) -> None:
    made = create(bob).json()
    client = bearer(made["token"])
    assert client.delete(f"{URL}{made['id']}/").status_code == 204
    assert client.get("/api/v1/projects/").status_code == 401


def test_others_tokens_look_absent(bob: User, alice: User) -> None:
    made = create(bob).json()
    manager = make.client(alice)
    assert manager.delete(f"{URL}{made['id']}/").status_code == 404
    assert [row["name"] for row in manager.get(URL).json()["results"]] == ["tests"]
    assert bearer(made["token"]).get("/api/v1/projects/").status_code == 200


def test_token_makes_no_token(bob: User) -> None:
    client = bearer(create(bob).json()["token"])
    assert client.post(URL, {"name": "child", "scopes": ["read"]}).status_code == 403
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["admin"]}, "scopes/0"),
        ({"scopes": "read"}, "scopes"),
        ({"name": ""}, "name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "soon"}, "expires_at"),
    ],
)
def test_nonsense_is_refused_with_its_place(
    project: Project, bob: User, changed: dict[str, Any], path: str
) -> None:
    answer = create(bob, **changed)
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == [path]
    assert not ApiToken.objects.exists()
