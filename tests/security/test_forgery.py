"""Requests that another site makes a signed-in browser send, and pages it frames."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from rest_framework.test import APIClient

from annotation.models import Project, User
from tests import make
from tests.annotation.api.people import Cast, cast
from tests.annotation.api.routes import routes
from tests.annotation.api.test_permission_matrix import NOUNS, rows
from tests.security.conftest import HOST, Production

EVIL = ["https://evil.example", "null", f"https://{HOST}.evil.example", "http://testserver:81"]


def addresses(people: Cast, method: str) -> list[str]:
    """Every address below the API that has the method."""
    found = []
    for route, view in routes(get_resolver()):
        if hasattr(view, method):
            address = f"/api/v1/{route.replace('<int:frame>', '0')}"
            for placeholder, noun in NOUNS.items():
                address = address.replace(placeholder, str(people.ids[noun]))
            found.append(address)
    return found


@pytest.mark.parametrize("origin", EVIL)
def test_another_origin_writes_nothing_even_with_the_token(db: None, origin: str) -> None:
    people = cast()
    browser = make.browser(people.users["superuser"])
    before = rows(people)
    sent = 0
    for method in ("post", "put", "patch", "delete"):
        for address in addresses(people, method):
            answer = getattr(browser, method)(address, {}, HTTP_ORIGIN=origin)
            assert answer.status_code == 403, (method, address)
            sent += 1
    assert sent > 30
    assert rows(people) == before


def test_a_form_of_another_site_is_refused(bob: User) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(bob)
    for kind in ("application/x-www-form-urlencoded", "text/plain", "application/json"):
        answer = browser.post("/api/v1/tasks/next/", b'{"project":"clips"}', content_type=kind)
        assert answer.status_code == 403


def test_no_get_changes_a_row(db: None) -> None:
    people = cast()
    client = APIClient(headers=people.headers["superuser"])
    before = rows(people)
    asked = [address for address in addresses(people, "get") if not address.endswith(".png")]
    for address in asked:
        assert client.get(address).status_code < 500, address
        assert client.head(address).status_code < 500, address
    assert len(asked) > 20
    assert rows(people) == before


@pytest.mark.parametrize("path", ["/", "/sign-in", "/api/v1/session/", "/admin/login/", "/media/x"])
def test_no_page_is_framed(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example", "javascript:alert(1)"])
def test_the_admin_leads_nowhere_else(db: None, goal: str) -> None:
    make.user("root", is_superuser=True, is_staff=True)
    form = {"username": "root", "password": make.PASSWORD, "next": goal}
    answer = Client().post(f"/admin/login/?next={goal}", form)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/profile/")


def test_a_slash_too_few_leads_nowhere_else(db: None) -> None:
    # Django adds the slash to what it takes for a path; //evil.example/ would be another host.
    for path in ("//evil.example/admin", "/%2f%2fevil.example/admin", "/\\evil.example"):
        assert "evil" not in Client().get(path).headers.get("Location", "")


def test_production_cookies_hosts_and_transport(production: Production) -> None:
    make.project()
    with production.client() as client:
        page = client.get("/api/v1/session/")
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        token = client.cookies["csrftoken"]
        told = {"X-CSRFToken": token, "Cookie": f"csrftoken={token}"}
        named = {"username": "bob", "password": make.PASSWORD}
        # Over TLS a request without Origin must name a page of this site.
        assert client.post("/api/v1/session/", json=named, headers=told).status_code == 403
        told["Referer"] = f"https://{HOST}/sign-in"
        entered = client.post("/api/v1/session/", json=named, headers=told)
        assert entered.status_code == 200
        cookies: list[str] = entered.headers.get_list("set-cookie")
        (session,) = [cookie for cookie in cookies if cookie.startswith("sessionid=")]
        assert "Secure" in session
        assert "HttpOnly" in session
        assert "SameSite=Lax" in session
        for host in ("evil.example", f"{HOST}.evil.example", "localhost", "127.0.0.1"):
            assert client.get("/", headers={"Host": host}).status_code == 400


def test_an_allowed_origin_may_write(project: Project, alice: User) -> None:
    """The refusals above are for the origin and nothing else."""
    browser: Any = make.browser(alice)
    answer = browser.patch("/api/v1/projects/clips/", {}, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 200
