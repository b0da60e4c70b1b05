"""One shape for every refusal: RFC 9457, with a code and places, whoever refuses."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.models import Project, User
from tests import make

KEYS = {"type", "title", "status", "code", "detail", "errors"}


@pytest.mark.parametrize(
    ("method", "path", "refused"),
    [
        ("get", "nowhere/", (404, "not_found")),
        ("post", "nowhere/", (404, "not_found")),
        ("get", "tasks", (404, "not_found")),
        ("get", "tasks/x/", (404, "not_found")),
        ("get", "tasks/9/", (404, "not_found")),
        ("get", "tasks/99999999999999999999999/", (404, "not_found")),
        ("get", "annotations/99999999999999999999999/", (404, "not_found")),
        ("put", "annotations/99999999999999999999999/", (428, "revision_required")),
        ("delete", "tasks/", (405, "method_not_allowed")),
        ("get", "tasks/next/", (405, "method_not_allowed")),
        ("get", "tasks/?state=x", (400, "invalid")),
        ("get", "tasks/?mine=x&cursor=x", (404, "not_found")),
    ],
)
def test_a_refusal_has_one_shape(
    project: Project, bob: User, method: str, path: str, refused: tuple[int, str]
) -> None:
    answer = getattr(make.client(bob), method)(f"/api/v1/{path}")
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["code"]) == refused
    assert set(body) == KEYS
    assert (body["status"], body["type"]) == (answer.status_code, "about:blank")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"project": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'"\\ud800"', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b" " * (16 * 1024**2 + 1), "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_that_shape(
    project: Project, bob: User, body: bytes, kind: str, status: int
) -> None:
    answer = make.client(bob).post("/api/v1/tasks/next/", body, content_type=kind)
    assert (answer.status_code, set(answer.json())) == (status, KEYS)


def test_nobody_is_asked_to_sign_in(client: Any, db: None) -> None:
    answer = client.get("/api/v1/tasks/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Token"


def test_a_token_that_may_only_read_does_not_write(project: Project, bob: User) -> None:
    client = make.client(bob, scopes=("read",))
    assert client.get("/api/v1/tasks/").status_code == 200
    answer = client.post("/api/v1/tasks/next/", {"project": "clips"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_too_many_parameters_are_refused_in_the_same_shape(project: Project, alice: User) -> None:
    answer = make.client(alice).get("/api/v1/videos/?" + "&".join(["label=fake"] * 1001))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer["Content-Type"].startswith("application/problem+json")
