"""The front end's page, and what addresses that mean nothing answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from annotation.domain import schema


@pytest.mark.parametrize(
    "address", ["/", "/clips/videos", "/sign-in", "/a/b/c?next=//evil.example"]
)
def test_every_other_address_is_the_page(tmp_path: Path, settings: Any, address: str) -> None:
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").write_text("<!doctype html><title>Telltale</title>")
    answer = Client().get(address)
    assert answer.status_code == 200
    assert b"Telltale" in answer.content
    assert answer.cookies["csrftoken"].value
    assert "no-cache" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_page_that_is_not_built_says_how(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    answer = Client().get("/")
    assert answer.status_code == 503
    assert b"make frontend" in answer.content


@pytest.mark.parametrize(
    "address", ["/api/", "/api/v1/nothing/", "/api/v2/videos/", "/api/v1/videos"]
)
def test_unknown_api_address_is_a_problem_not_the_page(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def test_schemas_are_public(db: None) -> None:
    assert Client().get("/api/v1/schemas/document/").json() == schema.document_schema()
    assert Client().get("/api/v1/schemas/line/").json() == schema.line_schema()


def test_admin_is_closed(db: None) -> None:
    answer = Client().get("/admin/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")
