"""/api/v1/session/: signing in and out, and what stops those who guess."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from annotation.models import Project, Role, User
from tests import make

URL = "/api/v1/session/"


def sign_in(browser: APIClient, username: str, password: str = make.PASSWORD, **extra: Any) -> Any:
    return browser.post(URL, {"username": username, "password": password}, **extra)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Hash in no time: what happens after a password is what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_nobody_is_null_and_gets_the_csrf_cookie(db: None) -> None:
    answer = APIClient().get(URL)
    assert answer.json() == {"user": None, "projects": []}
    assert answer.cookies["csrftoken"].value


def test_sign_in_tells_who_and_which_roles(project: Project, bob: User) -> None:
    make.member(make.project("other"), "zoe", Role.REVIEWER)
    browser = make.browser()
    answer = sign_in(browser, "bob")
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": bob.pk,
        "username": "bob",
        "is_superuser": False,
        "language": "",
        "keys": {},
    }
    assert answer.json()["projects"] == [
        {"slug": "clips", "name": "Clips", "role": "annotator"},
        {"slug": "other", "name": "Other", "role": "annotator"},
    ]
    assert browser.get(URL).json() == answer.json()


def test_superuser_manages_all_projects(project: Project) -> None:
    make.user("root", is_superuser=True)
    answer = sign_in(make.browser(), "root")
    assert answer.json()["projects"] == [{"slug": "clips", "name": "Clips", "role": "manager"}]


def test_session_key_and_csrf_token_change_at_sign_in(bob: User) -> None:
    browser = make.browser()
    browser.cookies["sessionid"] = "chosen-by-an-attacker"
    before = browser.cookies["csrftoken"].value
    sign_in(browser, "bob")
    assert browser.cookies["sessionid"].value != "chosen-by-an-attacker"
    assert browser.cookies["csrftoken"].value != before
    assert browser.cookies["sessionid"]["httponly"]


def test_sign_in_needs_the_csrf_token(bob: User) -> None:
    answer = sign_in(APIClient(enforce_csrf_checks=True), "bob")
    assert answer.status_code == 403
    assert not Session.objects.exists()


def test_unknown_wrong_and_disabled_get_the_same_reply(bob: User, rita: User) -> None:
    User.objects.filter(pk=rita.pk).update(is_active=False)
    replies = [
        sign_in(make.browser(), "bob", "wrong"),
        sign_in(make.browser(), "nobody", "wrong"),
        sign_in(make.browser(), "rita"),
    ]
    assert {reply.status_code for reply in replies} == {400}
    assert len({reply.content for reply in replies}) == 1
    assert replies[0].json()["code"] == "invalid_credentials"


def test_account_is_locked_from_the_sixth_attempt(bob: User) -> None:
    statuses = [
        sign_in(make.browser(), "bob", f"wrong-{n}", REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(1, 7)
    ]
    assert statuses == [400] * 5 + [429]
    right = sign_in(make.browser(), "bob", REMOTE_ADDR="10.0.0.9")
    assert right.status_code == 429
    assert right.json()["code"] == "locked_out"
    assert sign_in(make.browser(), "rita", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_address_is_locked_from_the_sixth_attempt_whatever_it_claims(bob: User) -> None:
    for n in range(5):
        claimed = {"HTTP_X_FORWARDED_FOR": f"10.9.9.{n}"}
        assert sign_in(make.browser(), f"guess-{n}", "wrong", **claimed).status_code == 400
    assert sign_in(make.browser(), "bob").status_code == 429
    assert sign_in(make.browser(), "bob", HTTP_X_FORWARDED_FOR="10.9.9.9").status_code == 429


def test_lock_ends(bob: User) -> None:
    for _ in range(5):
        sign_in(make.browser(), "bob", "wrong")
    assert sign_in(make.browser(), "bob").status_code == 429
    past = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=past)
    assert sign_in(make.browser(), "bob").status_code == 200


def test_admin_login_is_locked_as_well(bob: User) -> None:
    for _ in range(5):
        sign_in(make.browser(), "bob", "wrong")
    form = {"username": "bob", "password": make.PASSWORD}
    assert APIClient().post("/admin/login/", form, format="multipart").status_code == 429


def test_sign_out_ends_the_session_on_the_server(bob: User) -> None:
    browser = make.browser(bob)
    cookie = browser.cookies["sessionid"].value
    assert browser.delete(URL).status_code == 204
    thief = APIClient()
    thief.cookies["sessionid"] = cookie
    assert thief.get("/api/v1/projects/").status_code == 401


def test_disabled_account_is_out_at_once(bob: User) -> None:
    browser, client = make.browser(bob), make.client(bob)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert browser.get("/api/v1/projects/").status_code == 401
    assert client.get("/api/v1/projects/").status_code == 401


@pytest.mark.parametrize(
    "body", [{}, {"username": "bob"}, {"username": "a\0b", "password": "x"}, []]
)
def test_malformed_is_refused(bob: User, body: object) -> None:
    answer = make.browser().post(URL, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_new_password_ends_other_sessions_and_tokens(bob: User) -> None:
    here, there, program = make.browser(bob), make.browser(bob), make.client(bob)
    here.credentials(HTTP_X_CSRFTOKEN=here.get(URL).cookies["csrftoken"].value)
    body = {"current": make.PASSWORD, "new": "amber-sieve-1913"}
    assert here.post(f"{URL}password/", body).status_code == 204
    assert here.get(URL).json()["user"]["username"] == "bob"
    assert there.get("/api/v1/projects/").status_code == 401
    assert program.get("/api/v1/projects/").status_code == 401
    assert sign_in(make.browser(), "bob").status_code == 400
    assert sign_in(make.browser(), "bob", "amber-sieve-1913").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "path"),
    [("wrong", "amber-sieve-1913", "current"), (make.PASSWORD, "short", "new"),
     (make.PASSWORD, "password1234", "new")],
)  # fmt: skip
def test_wrong_or_weak_password_changes_nothing(
    bob: User, current: str, new: str, path: str
) -> None:
    answer = make.browser(bob).post(f"{URL}password/", {"current": current, "new": new})
    assert answer.status_code == 400
    assert {error["path"] for error in answer.json()["errors"]} == {path}
    bob.refresh_from_db()
    assert bob.check_password(make.PASSWORD)


def test_token_cannot_change_the_password(bob: User) -> None:
    body = {"current": make.PASSWORD, "new": "amber-sieve-1913"}
    assert make.client(bob).post(f"{URL}password/", body).status_code == 403
    assert make.client(None).post(f"{URL}password/", body).status_code == 401
