"""The published description is the one in force, and no request it allows or forbids breaks us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.annotation.api.people import Cast, cast

PUBLISHED = Path(__file__).resolve().parents[3] / "openapi.yml"
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SLOW = pytest.mark.slow


@schemathesis.serializer("application/offset+octet-stream")
def _as_bytes(context: Any, value: Any) -> bytes:
    """The bytes of an upload."""
    return value if isinstance(value, bytes) else str(value).encode()


def test_the_published_description_is_current() -> None:
    generated = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    validate_schema(generated)  # type: ignore[no-untyped-call]
    text = OpenApiYamlRenderer().render(generated, renderer_context={})  # type: ignore[no-untyped-call]
    assert PUBLISHED.read_bytes() == text, "run `make openapi`"


def test_it_is_served_to_anybody(client: Any) -> None:
    answer = client.get("/api/v1/schema/")
    assert answer.status_code == 200
    assert answer.json() == yaml.safe_load(PUBLISHED.read_text())


def test_the_page_shows_it_with_nothing_from_elsewhere(client: Any) -> None:
    page = client.get("/api/v1/docs/")
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"http://" not in page.content.replace(b"http://testserver", b"")
    assert b"https://" not in page.content
    # The policy allows neither inline styles nor inline scripts.
    assert b"<style" not in page.content
    assert page.content.count(b"<script") == page.content.count(b"<script src=") == 3
    assert client.get("/api/v1/docs/?script").status_code == 200


def test_every_refusal_is_described_in_one_shape() -> None:
    schema = yaml.safe_load(PUBLISHED.read_text())
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            for code, answer in operation["responses"].items():
                # A stale save is answered with what is stored now.
                if code < "400" or (code == "412" and "uploads" not in path):
                    continue
                assert list(answer["content"]) == ["application/problem+json"], (method, path, code)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's transaction: a real server drops stale connections around each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("examples", [1, pytest.param(20, marks=SLOW)])
@pytest.mark.timeout(1800)
def test_whatever_anybody_sends_the_answer_is_as_described(
    db: None, one_connection: None, examples: int
) -> None:
    described = schemathesis.openapi.from_path(PUBLISHED)
    described.app = _served
    people = cast()
    for found in described.get_all_operations():
        _fuzz(found.ok(), people, examples)


def _served(environ: Any, start_response: Any) -> list[bytes]:
    """The application as a server runs it: an answer is closed, and its uploads with it."""
    with closing(_application()(environ, start_response)) as answer:
        return list(answer)


@cache
def _application() -> Any:
    return get_wsgi_application()


def _fuzz(operation: Any, people: Cast, examples: int) -> None:
    """Send requests as described and others that are not, in every role; undo each."""
    strategy = st.one_of(
        operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode
    )

    @settings(
        max_examples=2 * examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, known=st.booleans())
    def send(case: Any, known: bool) -> None:
        if known:
            _aim(case, people)
        # Rows narrowed to a few fields lack what whole ones must have; the lists' tests ask so.
        (case.query or {}).pop("fields", None)
        for role, headers in people.headers.items():
            note(f"sent as {role}")
            with transaction.atomic():
                answer = case.call(headers=headers)
                case.validate_response(answer, checks=CHECKS, headers=headers)
                transaction.set_rollback(True)

    send()


def _aim(case: Any, people: Cast) -> None:
    """Replace random ids by those of rows that are there: most random ones lead nowhere."""
    noun = case.path.removeprefix("/api/v1/").split("/")[0]
    for name in case.path_parameters or {}:
        known = people.ids.get(name if name.endswith("_id") else noun)
        if name in {"id", "slug", "webhook_id", "delivery_id"} and known is not None:
            case.path_parameters[name] = known
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = '"1"'
    if isinstance(case.body, dict) and "project" in case.body:
        case.body["project"] = people.project.slug
