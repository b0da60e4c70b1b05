"""``Idempotency-Key``: the same POST again gets the first answer and has no further effect."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import timezone

from annotation.actions import requests
from annotation.models import ApiToken, IdempotentRequest, Project, Task, User
from tests import make
from tests.annotation.api.drafts import begun, document, submit, submitted
from tests.annotation.api.routes import routes

NEXT = "/api/v1/tasks/next/"
KEY = {"Idempotency-Key": "7f3c"}


def test_the_same_request_again_gets_the_same_answer(project: Project, bob: User) -> None:
    for _ in range(2):
        make.task(make.ready_video(project))
    client = make.client(bob)
    first = client.post(NEXT, {"project": "clips", "purpose": "label"}, headers=KEY)
    again = client.post(NEXT, {"purpose": "label", "project": "clips"}, headers=KEY)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert Task.objects.filter(assignee=bob).count() == 1


def test_an_answer_without_a_body_is_repeated_too(project: Project, bob: User) -> None:
    client = make.client(bob)
    assert client.post(NEXT, {"project": "clips"}, headers=KEY).status_code == 204
    make.task(make.ready_video(project))
    assert client.post(NEXT, {"project": "clips"}, headers=KEY).status_code == 204


@pytest.mark.parametrize(
    ("url", "body"),
    [(NEXT, {"project": "other"}), ("/api/v1/webhooks/", {"project": "clips"})],
)
def test_the_key_of_another_request_is_refused(
    project: Project, alice: User, url: str, body: Any
) -> None:
    client = make.client(alice)
    client.post(NEXT, {"project": "clips"}, headers=KEY)
    answer = client.post(url, body, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_another_revision_is_another_request(project: Project, bob: User) -> None:
    task = submitted(project, bob)
    client = make.client(bob)
    assert submit(client, task.pk, 1, **KEY).status_code == 200
    assert submit(client, task.pk, 0, **KEY).json()["code"] == "idempotency_key_reused"


def test_two_people_may_use_one_key(project: Project, bob: User, rita: User) -> None:
    for _ in range(2):
        make.task(make.ready_video(project))
    ids = {
        make.client(person).post(NEXT, {"project": "clips"}, headers=KEY).json()["id"]
        for person in (bob, rita)
    }
    assert len(ids) == 2


def test_a_refused_request_may_be_corrected_under_its_key(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    client = make.client(bob)
    assert draft.task is not None
    assert submit(client, draft.task.pk, 0, **KEY).status_code == 422
    assert not IdempotentRequest.objects.exists()
    type(draft).objects.update(document=document())
    assert submit(client, draft.task.pk, 0, **KEY).status_code == 200


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "ключ"])
def test_a_malformed_key_is_refused(project: Project, bob: User, key: str) -> None:
    answer = make.client(bob).post(NEXT, {"project": "clips"}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "idempotency_key")


def test_a_body_nested_too_deeply_is_refused(project: Project, bob: User) -> None:
    deep = b"[" * 800 + b"]" * 800
    answer = make.client(bob).post(NEXT, deep, content_type="application/json", headers=KEY)
    assert answer.status_code == 400


def test_a_secret_is_not_kept(project: Project, bob: User) -> None:
    client = make.browser(bob)
    body = {"name": "laptop", "scopes": ["read"], "expires_at": None}
    first = client.post("/api/v1/tokens/", body, headers=KEY)
    assert first.status_code == 201
    again = client.post("/api/v1/tokens/", body, headers=KEY)
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    assert ApiToken.objects.filter(name="laptop").count() == 1
    assert IdempotentRequest.objects.get().body is None


def test_the_body_is_kept_as_a_keyed_hash_only(project: Project, alice: User) -> None:
    body = {"project": "clips", "username": "dora", "role": "annotator", "password": make.PASSWORD}
    assert make.client(alice).post("/api/v1/members/", body, headers=KEY).status_code == 201
    kept = IdempotentRequest.objects.get()
    assert make.PASSWORD not in f"{kept.fingerprint} {kept.body}"


def test_answers_are_forgotten_after_a_day(project: Project, bob: User) -> None:
    client = make.client(bob)
    for name in ("old", "new"):
        client.post(NEXT, {"project": "clips"}, headers={"Idempotency-Key": name})
    day = timezone.now() - timedelta(hours=24, seconds=1)
    IdempotentRequest.objects.filter(key="old").update(created_at=day)
    requests.drop_old()
    assert [row.key for row in IdempotentRequest.objects.all()] == ["new"]


def test_every_post_honours_the_key() -> None:
    # Signing in and out has no effect worth repeating, and nobody is signed in before.
    without = {"session/", "session/password/"}
    missing = {
        route
        for route, view in routes(get_resolver())
        if hasattr(view, "post") and not hasattr(view.post, "is_idempotent")
    }
    assert missing == without
