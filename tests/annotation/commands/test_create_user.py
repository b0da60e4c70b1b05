"""``manage.py create_user``, ``create_token`` and ``demo``."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from annotation.models import Job, JobKind, Membership, Project, Role, User
from tests import make

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_password_is_made_up_and_printed_alone() -> None:
    out, err = run("create_user", "zoe", "--role", "reviewer", "--project", "clips")
    zoe = User.objects.get()
    assert zoe.check_password(out.removesuffix("\n"))
    assert "zoe is reviewer in clips." in err
    assert Membership.objects.get().role == Role.REVIEWER
    assert Project.objects.get().slug == "clips"


def test_password_comes_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("amber-sieve-1913\n"))
    out, _ = run("create_user", "zoe", "--role", "manager", "--project", "c", "--password-stdin")
    assert out == ""
    assert User.objects.get().check_password("amber-sieve-1913")


def test_known_person_gets_the_role_and_keeps_the_password() -> None:
    make.project()
    out, err = run("create_user", "bob", "--role", "manager", "--project", "clips")
    assert out == ""
    assert "bob exists and keeps the password." in err
    assert User.objects.get(username="bob").check_password(make.PASSWORD)
    assert Membership.objects.get(user__username="bob").role == Role.MANAGER


@pytest.mark.parametrize(
    ("name", "project", "password"),
    [
        ("z o e", "clips", "amber-sieve-1913"),
        ("zoe", "no slug", "amber-sieve-1913"),
        ("zoe", "c", "short"),
    ],
)
def test_nonsense_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, name: str, project: str, password: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    with pytest.raises(CommandError):
        run("create_user", name, "--role", "manager", "--project", project, "--password-stdin")
    assert not User.objects.exists()
    assert not Project.objects.exists()


def test_token_is_printed_alone_and_works() -> None:
    make.project()
    out, err = run("create_token", "bob", "--scopes", "read,write")
    assert err == ""
    client = make.client(None)
    client.credentials(HTTP_AUTHORIZATION=f"Token {out.removesuffix(chr(10))}")
    assert client.get("/api/v1/session/").json()["user"]["username"] == "bob"


@pytest.mark.parametrize(("user", "scopes"), [("nobody", "read"), ("bob", "admin"), ("bob", "")])
def test_token_for_nobody_or_nothing_is_refused(user: str, scopes: str) -> None:
    make.project()
    with pytest.raises(CommandError):
        run("create_token", user, "--scopes", scopes)


def test_demo_is_made_once_with_three_accounts() -> None:
    out, _ = run("demo")
    accounts = dict(line.split("\t") for line in out.splitlines())
    assert accounts.keys() == {"annotator", "reviewer", "manager"}
    for name, password in accounts.items():
        assert User.objects.get(username=name).check_password(password)
    assert Membership.objects.get(user__username="reviewer").role == Role.REVIEWER
    assert {job.kind for job in Job.objects.all()} == {JobKind.DRAW}
    assert run("demo")[0] == ""
    assert User.objects.count() == 3
